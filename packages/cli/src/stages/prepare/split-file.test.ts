import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { clipOf } from '../../../test/clip-of.ts';
import { checkSplit, writeSplit } from './split-file.ts';

let path: string;
beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-split-'));
  path = join(folder, 'split.csv');
  return () => rm(folder, { recursive: true });
});

const [a, b, c, d] = ['01', '02', '03', '04'].map((actor) => clipOf(`03-01-06-01-02-01-${actor}.wav`));
const parts = { train: [a!], validation: [b!], test: [c!] };

test('a model is tested on the split that it was trained on', async () => {
  await writeSplit(path, parts);
  await checkSplit(path, parts, 'corpus');
});

test('a label or a speaker that changed makes it another split', async () => {
  await writeSplit(path, parts);
  for (const changed of [{ label: 'happy' }, { speaker: '9' }]) {
    const now = { ...parts, test: [{ ...c!, ...changed }] };
    await expect(checkSplit(path, now, 'corpus')).rejects.toThrow(/: 1, such as .*-03\.wav/);
  }
});

test.each([
  ['a new file', { ...parts, test: [c!, d!] }, /new, gone or in another part: 1, such as .*-04\.wav/],
  ['a file that is gone', { ...parts, train: [] }, /: 1, such as .*-01\.wav/],
  ['files that changed parts', { ...parts, train: [c!], test: [a!] }, /: 2, such as .*train again/],
])('%s is refused', async (_, now, message) => {
  await writeSplit(path, parts);
  await expect(checkSplit(path, now, 'corpus')).rejects.toThrow(message);
});

test('without the file nothing is known of the split', async () => {
  await expect(checkSplit(path, parts, 'corpus')).rejects.toThrow(/files in corpus do not give the split of the run/);
});
