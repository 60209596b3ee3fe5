import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { runFolder } from '../run-folder.ts';
import { replaceFigures } from './figure-files.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-figures-'));
  return () => rm(home, { recursive: true });
});
const files = (...names: string[]): Map<string, string> => new Map(names.map((name) => [name, `content of ${name}`]));

test('only what an earlier report wrote is removed, and only where it was not changed since', async () => {
  const { figures } = runFolder(home);
  await mkdir(join(figures, 'kept'), { recursive: true });
  for (const name of ['mine.svg', 'mine.png', 'mine.wav']) await writeFile(join(figures, name), 'mine');
  await replaceFigures(runFolder(home), files('a.svg', 'b.png', 'c.wav'));
  await writeFile(join(figures, 'c.wav'), 'cut by hand');
  await replaceFigures(runFolder(home), files('a.svg'));
  expect((await readdir(figures)).sort()).toEqual(
    ['a.svg', 'c.wav', 'kept', 'mine.png', 'mine.svg', 'mine.wav'], // biome-ignore format: one row
  );
});

test('a list that was changed, or names what lies elsewhere, removes nothing', async () => {
  const { figures, figureList } = runFolder(home);
  await replaceFigures(runFolder(home), files('a.svg', 'b.svg'));
  await writeFile(join(home, 'b.svg'), 'content of b.svg');
  await writeFile(figureList, '{"files":{"b.svg":"0","../b.svg":"0"}}');
  await replaceFigures(runFolder(home), files('a.svg'));
  expect(await readdir(home)).toContain('b.svg');
  expect(await readdir(figures)).toContain('b.svg');
});
