import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { sweepStoppedThreads, sweepTemporaryFiles, temporaryName } from './temporary-name.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-sweep-'));
  return () => rm(folder, { recursive: true, force: true });
});

/** A file of the given age in seconds. */
async function leave(name: string, age: number): Promise<string> {
  const then = Date.now() / 1000 - age;
  await writeFile(join(folder, name), 'half');
  await utimes(join(folder, name), then, then);
  return name;
}

test('what killed processes left goes; what living ones, young ones and others wrote stays', async () => {
  const host = hostname().replaceAll(/\W/g, '_');
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  await leave(`${host}-${gone}-0-1.tmp`, 90);
  await leave(`report.txt.${host}-${gone}-3-17.tmp`, 90);
  await leave(`elsewhere-${gone}-0-1.tmp`, 25 * 3600);
  const stay = [
    await leave(`${host}-${gone}-0-2.tmp`, 5),
    await leave(`${host}-${process.ppid}-0-1.tmp`, 90),
    await leave(`elsewhere-${gone}-0-2.tmp`, 90),
    await leave(temporaryName(), 90),
    await leave('holiday.tmp', 48 * 3600),
    await leave('report.txt', 48 * 3600),
  ];
  expect(await sweepTemporaryFiles(folder)).toBe(3);
  expect((await readdir(folder)).sort()).toEqual(stay.sort());
});

test('what stopped threads of this process left goes at once, and nothing else', async () => {
  const host = hostname().replaceAll(/\W/g, '_');
  await leave(`${host}-${process.pid}-2-9.tmp`, 0);
  const stay = [await leave(`${host}-${process.pid}-0-9.tmp`, 0), await leave(`${host}-${process.ppid}-2-9.tmp`, 0)];
  await sweepStoppedThreads(folder);
  expect((await readdir(folder)).sort()).toEqual(stay.sort());
});

test('a folder that does not exist holds nothing', async () => {
  expect(await sweepTemporaryFiles(join(folder, 'none'))).toBe(0);
});

test('every name is another', () => {
  expect(new Set(Array.from({ length: 100 }, temporaryName)).size).toBe(100);
});
