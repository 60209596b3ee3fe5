import { match, ok, strictEqual } from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Ended, preload, runDisturbed, twoSeconds } from './program.ts';

/** Ends a download that waits for a server which says nothing, once it has asked. */
async function endWaiting(
  home: string,
  name: NodeJS.Signals,
  { env, asked }: { readonly env?: Readonly<Record<string, string>>; readonly asked?: () => Promise<unknown> } = {},
): Promise<Ended> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const args = ['download', '--data', 'RAVDESS', '--accept-license', '--archives', 'speech', '--mirror', mirror];
  try {
    const request = new Promise<void>((resolve) => server.once('request', () => resolve()));
    let send: ((signal: NodeJS.Signals) => void) | undefined;
    const running = runDisturbed(args, {
      cwd: home,
      ...(env && { env }),
      started: (own) => {
        send = own;
      },
    });
    await request;
    await asked?.();
    send!(name);
    return await running;
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function inTime({ lasted = Number.POSITIVE_INFINITY }: Ended, name: string): number {
  ok(lasted <= twoSeconds(), `${name}: ${Math.round(lasted)} ms`);
  return lasted;
}

/** Ctrl-C, SIGTERM and SIGHUP while a server says nothing: over within two seconds, with the code of an interruption. */
export async function silentServer(home: string): Promise<string> {
  let longest = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const ended = await endWaiting(home, name);
    strictEqual(ended.code, 130, ended.stderr);
    match(ended.stderr, /goes on from here/);
    longest = Math.max(longest, inTime(ended, name));
  }
  return `3 signals, at most ${Math.round(longest)} ms`;
}

/**
 * The same while the program computes in one step that has no end, as a native library may: the process above ends it, and says so;
 * where that one is killed, the work does not outlive it.
 */
export async function endlessStep(home: string): Promise<string> {
  const ends = (['SIGTERM', 'SIGKILL'] as const).map(async (name) => {
    const own = join(home, name);
    const told = join(own, 'told');
    await mkdir(own);
    const ended = await endWaiting(own, name, {
      env: { ...preload('block-when-told.mjs'), SER_DRILL_BLOCK: told },
      asked: async () => {
        await writeFile(told, '');
        // Until it has been seen.
        await sleep(200);
      },
    });
    strictEqual(ended.code, name === 'SIGKILL' ? null : 130, ended.stderr);
    if (name !== 'SIGKILL') match(ended.stderr, /Interrupted.*goes on from here/);
    return inTime(ended, name);
  });
  return `2 signals, at most ${Math.round(Math.max(...(await Promise.all(ends))))} ms`;
}
