import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, transformFromJson } from '@ser/dsp';
import { beforeEach, expect, test } from 'vitest';
import { clipOf } from '../../../test/clip-of.ts';
import { parseCsv } from '../../files/csv.ts';
import { checkSplit, writePlan, writeSplit } from './run-files.ts';

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

const masks = { frequencyMasks: 1, maxFrequencyWidth: 16, timeMasks: 2, maxTimeWidth: 24, seed: 7 };

test('a plan tells every copy so that it can be made again, in the order of the examples', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-plan-'));
  try {
    const [a, b] = ['03-01-06-01-02-01-12.wav', '03-01-01-01-01-01-01.wav'].map(clipOf);
    const wave = { transform: { type: 'timeStretch', p: 1, minRate: 0.85, maxRate: 1.15 }, seed: 4294967295 };
    await writePlan(join(folder, 'plan.csv'), {
      train: [
        { clip: a!, augmentation: null },
        { clip: a!, augmentation: { wave, masks: null } },
        { clip: a!, augmentation: { wave, masks } },
        { clip: a!, augmentation: { wave: null, masks } },
      ],
      validation: [{ clip: b!, augmentation: null }],
      test: [],
    });
    const { rows } = parseCsv(await readFile(join(folder, 'plan.csv'), 'utf8'));
    expect(rows.map(({ part, file, label }) => [part, file, label])).toEqual([
      ...Array.from({ length: 4 }, () => ['train', a!.name, 'fearful']),
      ['validation', b!.name, 'neutral'],
    ]);
    expect(rows.map(({ augmentation, seed }) => [augmentation && JSON.parse(augmentation), seed])).toEqual([
      ['', ''],
      [wave.transform, '4294967295'],
      [wave.transform, '4294967295'],
      ['', ''],
      ['', ''],
    ]);
    expect(rows.map(({ masks: text }) => text && JSON.parse(text))).toEqual(['', '', masks, masks, '']);
    // The first number of the seed's stream is the chance, the second the rate.
    const random = createRandom(wave.seed);
    random();
    const { applied } = transformFromJson(wave.transform).augment(new Float32Array(4096).fill(0.1), {
      sampleRate: 8000,
      seed: wave.seed,
    });
    expect(applied).toEqual({ type: 'timeStretch', parameters: { rate: 0.85 + (1.15 - 0.85) * random() } });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('without masks there is no column of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-plan-'));
  try {
    const train = [{ clip: clipOf('03-01-06-01-02-01-12.wav'), augmentation: null }];
    await writePlan(join(folder, 'plan.csv'), { train, validation: [], test: [] });
    const text = await readFile(join(folder, 'plan.csv'), 'utf8');
    expect(text).toBe('part,file,label,augmentation,seed\ntrain,03-01-06-01-02-01-12.wav,fearful,,\n');
  } finally {
    await rm(folder, { recursive: true });
  }
});
