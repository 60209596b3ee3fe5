import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { expandGlobs } from './expand-globs.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-globs-'));
  for (const dir of ['a', 'b', 'c+']) {
    await mkdir(join(home, dir));
    for (const name of ['2.wav', '1.wav', '.3.wav', 'x.txt']) await writeFile(join(home, dir, name), '');
  }
  await writeFile(join(home, '?.wav'), '');
  return () => rm(home, { recursive: true });
});

const expand = async (...patterns: string[]) =>
  (await expandGlobs(patterns.map((pattern) => join(home, pattern)))).map((path) => path.slice(home.length + 1));

test('patterns are the files that fit them, in order of name', async () => {
  expect(await expand('a/*.wav')).toEqual(['a/1.wav', 'a/2.wav']);
  expect(await expand('?/1.*', 'c+/?.txt')).toEqual(['a/1.wav', 'b/1.wav', 'c+/x.txt']);
  expect(await expand('*/1.wav')).toEqual(['a/1.wav', 'b/1.wav', 'c+/1.wav']);
});

test('what is no pattern, is a name, or fits nothing stays as it is', async () => {
  expect(await expand('a/x.txt', '?.wav', 'none/*.wav', 'a/*.mp3')).toEqual([
    'a/x.txt',
    '?.wav',
    'none/*.wav',
    'a/*.mp3',
  ]);
});
