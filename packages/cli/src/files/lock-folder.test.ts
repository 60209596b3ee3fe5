import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { lockFolder } from './lock-folder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-lock-'));
  return () => rm(folder, { recursive: true, force: true });
});
const lockOf = (pid: number, host: string): Promise<void> =>
  writeFile(join(folder, '.lock'), JSON.stringify({ token: 'of another', pid, host }));

test('a folder is given back, with nothing left in it', async () => {
  const release = await lockFolder(folder);
  expect(await readdir(folder)).toEqual(['.lock']);
  await release();
  expect(await readdir(folder)).toEqual([]);
});

test('a living process keeps its folder', async () => {
  await lockOf(process.ppid, hostname());
  await expect(lockFolder(folder)).rejects.toThrow(
    new RegExp(`Another ser works in this folder: process ${process.ppid} .*--run`),
  );
  await lockOf(1, 'elsewhere');
  await expect(lockFolder(folder)).rejects.toThrow(/process 1 on elsewhere/);
});

test('the lock of a killed process is taken over', async () => {
  await lockOf(spawnSync(process.execPath, ['-e', '']).pid, hostname());
  await (await lockFolder(folder))();
  await lockOf(1, 'elsewhere');
  await utimes(join(folder, '.lock'), 0, 0);
  await (await lockFolder(folder))();
  // Killed between making and filling it.
  await writeFile(join(folder, '.lock'), '');
  await (await lockFolder(folder))();
  // What a power cut may leave of it.
  await writeFile(join(folder, '.lock'), '\0\0\0\0');
  await (await lockFolder(folder))();
});

test('a lock that another process has taken over is not given back', async () => {
  const release = await lockFolder(folder);
  await lockOf(process.ppid, hostname());
  await release();
  expect(await readdir(folder)).toEqual(['.lock']);
});
