import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from '../../../test/clip-of.ts';
import { writePlan } from './plan-file.ts';

test('a plan tells every draw to the last digit, in the order of the examples', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-plan-'));
  try {
    const [a, b] = ['03-01-06-01-02-01-12.wav', '03-01-01-01-01-01-01.wav'].map(clipOf);
    await writePlan(join(folder, 'plan.csv'), {
      train: [
        { clip: a!, augmentation: null },
        { clip: a!, augmentation: { kind: 'noise', amplitude: 0.003, seed: 4294967295 } },
        { clip: a!, augmentation: { kind: 'stretch', rate: 0.1 + 0.2 } },
        { clip: a!, augmentation: { kind: 'pitch', semitones: -1 / 3 } },
      ],
      validation: [{ clip: b!, augmentation: null }],
      test: [],
    });
    expect((await readFile(join(folder, 'plan.csv'), 'utf8')).split('\n')).toEqual([
      'part,file,label,augmentation,value,seed',
      'train,03-01-06-01-02-01-12.wav,fearful,,,',
      'train,03-01-06-01-02-01-12.wav,fearful,noise,0.003,4294967295',
      'train,03-01-06-01-02-01-12.wav,fearful,stretch,0.30000000000000004,',
      'train,03-01-06-01-02-01-12.wav,fearful,pitch,-0.3333333333333333,',
      'validation,03-01-01-01-01-01-01.wav,neutral,,,',
      '',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('masks have a column of their own, where there are some', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ser-plan-'));
  try {
    const name = '03-01-06-01-02-01-12.wav';
    const clip = clipOf(name);
    const masks = { kind: 'mask', bandMasks: 1, bandMaskWidth: 16, timeMasks: 2, timeMaskWidth: 24, seed: 7 } as const;
    await writePlan(join(folder, 'plan.csv'), {
      train: [
        { clip, augmentation: null },
        { clip, augmentation: { ...masks, of: null } },
        { clip, augmentation: { ...masks, of: { kind: 'stretch', rate: 0.9 } } },
      ],
      validation: [],
      test: [{ clip, augmentation: null }],
    });
    expect((await readFile(join(folder, 'plan.csv'), 'utf8')).split('\n')).toEqual([
      'part,file,label,augmentation,value,seed,masks',
      `train,${name},fearful,,,,`,
      `train,${name},fearful,,,,1x16 2x24 7`,
      `train,${name},fearful,stretch,0.9,,1x16 2x24 7`,
      `test,${name},fearful,,,,`,
      '',
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
