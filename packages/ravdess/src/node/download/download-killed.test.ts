import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sweepTemporaryFiles } from '@ser/files';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { serve, slow } from '../../../../files/testing/server.ts';
import { makeArchive, type TestArchive } from '../../../testing/archive-server.ts';
import { scratchFolder } from '../../../testing/scratch-folder.ts';

const archive = makeArchive({ files: 6, bytes: 30_000 });

/** One file of JavaScript, which starts much faster than a process that compiles TypeScript. */
async function bundleChild(folder: string): Promise<string> {
  const outfile = join(folder, 'child.cjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../../../testing/download-child.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
  });
  return outfile;
}

/** Runs a download in a process and kills it after so many events; tells how many it printed and whether it ended. */
async function runUntil(child: string, argument: string, events: number): Promise<{ seen: number; finished: boolean }> {
  const running = spawn(process.execPath, [child, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
  let seen = 0;
  running.stdout.on('data', (data: Buffer) => {
    seen += data.toString().split('\n').length - 1;
    if (seen >= events) running.kill('SIGKILL');
  });
  const code = await new Promise<number | null>((resolve) => running.on('close', resolve));
  return { seen, finished: code === 0 };
}

/** At any moment a file of the corpus is whole or not there. */
function expectNoPartialFile(dir: string, { contents }: TestArchive): void {
  for (const [path, bytes] of Object.entries(contents)) {
    if (existsSync(join(dir, path))) expect(readFileSync(join(dir, path)).equals(bytes)).toBe(true);
  }
}

test('a download that is killed at every event in turn completes in the end', async () => {
  const child = await bundleChild(scratchFolder());
  const server = await serve(slow(archive.zip, { piece: 30_000, pause: 1 }));
  const { zip: _, contents: __, ...rest } = archive;
  const dir = scratchFolder();
  const argument = JSON.stringify({ ...rest, dir, baseUrl: server.baseUrl, files: [...archive.files] });
  let kills = 0;
  let finished = false;
  for (let events = 1; !finished && events < 40; events++) {
    ({ finished } = await runUntil(child, argument, events));
    if (!finished) kills++;
    expectNoPartialFile(dir, archive);
  }
  expect(finished).toBe(true);
  expect(kills).toBeGreaterThan(4);
  for (const [path, bytes] of Object.entries(archive.contents)) {
    expect(readFileSync(join(dir, path)).equals(bytes)).toBe(true);
  }
  expect(readdirSync(dir).sort()).toEqual(
    ['.ravdess-download', ...new Set([...archive.files].map((path) => path.slice(0, 8)))].sort(),
  );
  // What a kill left of a lock that was being given back goes with the next download that begins over a minute later.
  const folder = join(dir, '.ravdess-download');
  await sweepTemporaryFiles(folder, Date.now() + 61_000);
  expect(readdirSync(folder)).toEqual([`${archive.name}.json`]);
});
