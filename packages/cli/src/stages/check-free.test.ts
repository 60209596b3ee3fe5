import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { EXIT } from '../errors.ts';
import { runFolder } from '../run-folder.ts';
import { checkIsRun } from './check-free.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-free-'));
  return () => rm(home, { recursive: true });
});

test.each(['notes.txt', 'figures/mine.svg', 'VGG16/predictions.csv', 'fold-0/mine.csv', 'runs/run.json'])(
  'a folder that holds %s and no run.json is refused, and stays as it is',
  async (name) => {
    const path = join(home, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, 'mine');
    for (const overwrite of [false, true]) {
      await expect(checkIsRun(runFolder(home), overwrite)).rejects.toMatchObject({
        exitCode: EXIT.usage,
        message: expect.stringMatching(/no run folder and not empty: it holds .*--run DIR/),
      });
    }
    expect(await readFile(path, 'utf8')).toBe('mine');
    expect((await readdir(home)).length).toBe(1);
  },
);

test.each([
  'no/such/folder/yet/.lock',
  '.DS_Store',
  'VGG16/.lock',
  'images/a.png',
  'fold-0/run.json',
  'run.json.host-1-0-1.tmp',
])('one that is empty, or where a run only began, is taken: %s', async (name) => {
  await mkdir(join(home, name, '..'), { recursive: true });
  await writeFile(join(home, name), '');
  await checkIsRun(runFolder(home), false);
  await checkIsRun(runFolder(join(home, 'none')), false);
});

test('a damaged run.json is refused, or replaced by --overwrite', async () => {
  await writeFile(join(home, 'run.json'), '{"program": ');
  await expect(checkIsRun(runFolder(home), false)).rejects.toThrow(/run\.json is no JSON.*--overwrite/);
  await checkIsRun(runFolder(home), true);
});
