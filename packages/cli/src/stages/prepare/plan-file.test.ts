import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, transformFromJson } from '@ser/dsp';
import { expect, test } from 'vitest';
import { clipOf } from '../../../test/clip-of.ts';
import { parseCsv } from '../../files/csv.ts';
import { writePlan } from './plan-file.ts';

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
