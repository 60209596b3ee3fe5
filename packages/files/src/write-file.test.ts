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

test('takes a stream, and leaves nothing of one that fails', async () => {
  const path = join(folder, 'stream.bin');
  async function* pieces(fails: boolean): AsyncGenerator<Uint8Array> {
    yield Uint8Array.of(1, 2);
    if (fails) throw new TypeError('the source broke');
    yield Uint8Array.of(3);
  }
  await writeFileAtomic(path, pieces(false));
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  await expect(writeFileAtomic(path, pieces(true))).rejects.toThrow(new TypeError('the source broke'));
  const signal = AbortSignal.abort(new Error('enough'));
  await expect(writeFileAtomic(path, pieces(false), { signal })).rejects.toThrow('enough');
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  expect(await readdir(folder)).toEqual(['stream.bin']);
});

test('makes no folder where it is told so, and waits where it is told', async () => {
  await expect(writeFileAtomic(join(folder, 'none', 'x'), 'text', { makeFolder: false })).rejects.toMatchObject({
    code: 'file',
  });
  await mkdir(join(folder, 'tmp'));
  await writeFileAtomic(join(folder, 'x'), 'text', { durable: false, beside: join(folder, 'tmp', 'waiting') });
  expect(await readFile(join(folder, 'x'), 'utf8')).toBe('text');
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

test('many writers of one file at once leave one whole file', async () => {
  const path = join(folder, 'shared');
  const texts = Array.from({ length: 20 }, (_, i) => String(i).repeat(5000));
  await Promise.all(texts.map((text) => writeFileAtomic(path, text)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['shared']);
});
