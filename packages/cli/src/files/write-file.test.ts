import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomic } from './write-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('makes the folders on the way and replaces an older file', async () => {
  const path = join(folder, 'a', 'b', 'report.txt');
  await writeFileAtomic(path, 'one');
  await writeFileAtomic(path, 'two');
  expect(await readFile(path, 'utf8')).toBe('two');
  expect(await readdir(join(folder, 'a', 'b'))).toEqual(['report.txt']);
});

test('says which path failed and what to do, and keeps what stood there', async () => {
  const path = join(folder, 'taken');
  await mkdir(path);
  await writeFile(join(path, 'inside'), '');
  await expect(writeFileAtomic(path, 'text')).rejects.toThrow(`Cannot write ${path}`);
  await writeFile(join(folder, 'file'), '');
  await expect(writeFileAtomic(join(folder, 'file', 'below'), 'text')).rejects.toThrow(
    /a file stands where a folder is needed/,
  );
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken']);
});
