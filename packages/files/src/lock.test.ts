import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { takeLock } from './lock.ts';
import { ownIdentity } from './process-identity.ts';

let folder: string;
let lock: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-lock-'));
  lock = join(folder, 'deep', '.lock');
  return () => rm(folder, { recursive: true, force: true });
});
/** A lock as another process left it. */
const leave = async (owner: object | string, ageSeconds = 0): Promise<void> => {
  await (await takeLock(lock)).release();
  await writeFile(lock, typeof owner === 'string' ? owner : JSON.stringify({ token: 'theirs', ...owner }));
  const then = Date.now() / 1000 - ageSeconds;
  await utimes(lock, then, then);
};
const locked = (message: RegExp) =>
  expect.objectContaining({ code: 'locked', received: lock, message: expect.stringMatching(message) });
const hasDiskOfItsOwn = process.platform === 'linux' && process.getuid?.() === 0 && canMount();
function canMount(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'files-mount-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe]);
  if (status === 0) spawnSync('umount', [probe]);
  rmSync(probe, { recursive: true });
  return status === 0;
}
const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('a lock', () => {
  test('is given back, with nothing left', async () => {
    const held = await takeLock(lock);
    expect(await readdir(join(folder, 'deep'))).toEqual(['.lock']);
    await held.release();
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
    await held.release();
  });

  test.skipIf(!hasDiskOfItsOwn)('is given back on a full disk (needs root on Linux, who may mount one)', async () => {
    const disk = await mkdtemp(join(folder, 'disk-'));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    try {
      const held = await takeLock(join(disk, '.lock'));
      await expect(writeFile(join(disk, 'much'), new Uint8Array(100_000))).rejects.toThrow('ENOSPC');
      await expect(takeLock(join(disk, '.other'))).rejects.toThrow();
      await held.release();
      expect(await readdir(disk)).toEqual(['much']);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  test('keeps others out, in this process too, and lets them in when it is given back', async () => {
    const held = await takeLock(lock);
    await expect(takeLock(lock, { holder: 'Another training' })).rejects.toEqual(
      locked(new RegExp(`^Another training works there \\(process ${process.pid} on .*remove ${lock}\\.$`)),
    );
    const waiting = takeLock(lock, { wait: 10 });
    setTimeout(() => void held.release(), 150);
    await (await waiting).release();
  });

  test('is waited for until a signal says stop', async () => {
    const held = await takeLock(lock);
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(takeLock(lock, { wait: 10, signal: controller.signal })).rejects.toThrow('enough');
    await held.release();
  });

  test.each<[string, object | string, number, boolean]>([
    ['of a process that is gone', { ...ownIdentity(), pid: gone() }, 0, true],
    ['of an earlier process with the number of one that runs', { ...ownIdentity(), started: '1' }, 0, true],
    ['of a process that runs', { ...ownIdentity(), pid: process.ppid, started: undefined }, 3600, false],
    ['without a realm, of a process that runs', { pid: process.ppid, host: hostname() }, 3600, false],
    ['without a realm, of a process that is gone', { pid: gone(), host: hostname() }, 0, true],
    ['without a realm, with our own number', { pid: process.pid, host: hostname() }, 0, true],
    ['of another machine that was silent for a minute', { pid: 1, host: 'elsewhere' }, 61, true],
    ['of another machine that was heard of', { pid: 1, host: 'elsewhere' }, 50, false],
    ['of another machine whose clock is a day ahead', { pid: 1, host: 'elsewhere' }, -86_400, true],
    ['that was cut off a minute ago', '{"tok', 61, true],
    ['that a power cut emptied just now', '', 0, true],
    ['that is not of this kind', 'null', 61, true],
  ])('%s', async (_, owner, age, free) => {
    await leave(owner, age);
    const before = await readFile(lock, 'utf8');
    if (free) {
      await (await takeLock(lock)).release();
      expect(await readdir(join(folder, 'deep'))).toEqual([]);
    } else {
      await expect(takeLock(lock)).rejects.toEqual(locked(/works there/));
      expect(await readFile(lock, 'utf8')).toBe(before);
    }
  });

  test('of another machine that looks dead by its clock but beats is left alone', async () => {
    await leave({ pid: 1, host: 'elsewhere' }, 7200);
    const beats = setInterval(() => void utimes(lock, 1e6 + Math.random() * 1e6, 1e6 + Math.random() * 1e6), 500);
    try {
      await expect(takeLock(lock)).rejects.toEqual(locked(/on elsewhere/));
    } finally {
      clearInterval(beats);
    }
  });

  test('that another process has taken over is not given back, and tells its holder', async () => {
    const held = await takeLock(lock);
    await writeFile(lock, JSON.stringify({ token: 'theirs', ...ownIdentity() }));
    await new Promise((resolve) => held.lost.addEventListener('abort', resolve));
    await held.release();
    expect(await readFile(lock, 'utf8')).toContain('theirs');
  });

  test('beats by the clock of the file system', async () => {
    const held = await takeLock(lock);
    await utimes(lock, 1, 1);
    await expect.poll(async () => (await takeStat(lock)) > Date.now() - 60_000, { timeout: 5000 }).toBe(true);
    await held.release();
  });
});

const takeStat = async (path: string): Promise<number> => (await import('node:fs')).statSync(path).mtimeMs;

describe('four starters at once', () => {
  let child: string;
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'files-starters-'));
    child = join(home, 'child.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('../testing/lock-child.ts', import.meta.url))],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  /** Starts processes that wait for one moment, try to take the lock, and write down when they came in and went out. */
  async function race(starters: number, clock: string[] = []): Promise<{ entered: number; overlaps: number }> {
    const log = join(folder, 'log');
    await appendFile(log, '');
    const at = Date.now() + 700;
    const children = Array.from({ length: starters }, (_, i) => {
      const shift = clock[i] ?? '0';
      return spawn(process.execPath, [child, lock, log, String(at), shift], { stdio: 'inherit' });
    });
    await Promise.all(children.map((one: ChildProcess) => new Promise((resolve) => one.on('close', resolve))));
    const lines = (await readFile(log, 'utf8')).trim().split('\n').filter(Boolean);
    let [inside, overlaps, entered] = [0, 0, 0];
    for (const line of lines) {
      inside += line.endsWith('in') ? 1 : -1;
      if (line.endsWith('in')) entered++;
      if (inside > 1) overlaps++;
    }
    await rm(log);
    return { entered, overlaps };
  }

  test('of which each gets a free lock alone', async () => {
    for (let round = 0; round < 3; round++) {
      const { entered, overlaps } = await race(4);
      expect(overlaps).toBe(0);
      expect(entered).toBeGreaterThanOrEqual(1);
    }
  });

  test('of which one takes the lock of a killed process over', async () => {
    for (let round = 0; round < 4; round++) {
      await leave({ ...ownIdentity(), pid: gone(), token: `round${round}-1234` });
      const { entered, overlaps } = await race(4);
      expect(overlaps).toBe(0);
      expect(entered).toBeGreaterThanOrEqual(1);
    }
  });

  test('of which one takes over what also holds a claim that was left behind', async () => {
    await leave({ ...ownIdentity(), pid: gone(), token: 'aaaabbbbcccc' });
    await writeFile(`${lock}-aaaabbbb`, JSON.stringify({ ...ownIdentity(), pid: gone(), token: 'ddddeeeeffff' }));
    const { entered, overlaps } = await race(4);
    expect({ overlaps, entered: entered >= 1 }).toEqual({ overlaps: 0, entered: true });
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  test('whose clocks differ by hours get it one by one', async () => {
    const hour = 3_600_000;
    const clock = [-5 * hour, 0, 3 * hour, 48 * hour].map(String);
    await leave({ pid: 1, host: 'elsewhere' }, 100);
    const { entered, overlaps } = await race(4, clock);
    expect({ overlaps, entered: entered >= 1 }).toEqual({ overlaps: 0, entered: true });
  });
});
