import { catalog } from '@ser/ravdess';
import { describe, expect, test } from 'vitest';
import { clipOf } from '../../test/clip-of.ts';
import { DEFAULTS, SETTINGS } from '../settings/settings.ts';
import { isOriginal, planEvaluation, planTraining } from './augmentation-plan.ts';
import { AUGMENTATION_NAMES } from './augmentations.ts';
import type { Clip, Example } from './clip.ts';

const clips: Clip[] = catalog({ modality: 'audio-only', vocalChannel: 'speech' })
  .filter((recording) => recording.actor <= 4)
  .map((recording) => clipOf(recording));

function counts(examples: readonly Example[]): Map<string, number> {
  const result = new Map<string, number>();
  for (const { clip } of examples) result.set(clip.label, (result.get(clip.label) ?? 0) + 1);
  return result;
}

describe('balance: majority', () => {
  const plan = planTraining(clips, DEFAULTS);

  test('lifts every class to the most frequent one, by augmented copies only', () => {
    // 4 actors × 8 files of seven emotions, half as many neutral ones.
    expect(new Set(counts(plan).values())).toEqual(new Set([32]));
    expect(plan.filter((example) => example.augmentation === null).map((example) => example.clip)).toEqual(clips);
    const copies = plan.filter((example) => example.augmentation !== null);
    expect(copies).toHaveLength(16);
    expect(copies.every((example) => example.clip.label === 'neutral')).toBe(true);
  });

  test('spreads the copies over the clips and the kinds, within the ranges', () => {
    const copies = plan.filter((example) => example.augmentation !== null);
    expect(new Set(copies.map((example) => example.clip.name)).size).toBe(16);
    const transforms = copies.map(({ augmentation }) => augmentation!.wave!.transform);
    expect(new Set(transforms.map(({ type }) => type))).toEqual(
      new Set(['gaussianNoise', 'timeStretch', 'pitchShift']),
    );
    for (const transform of transforms) {
      if (transform.type === 'gaussianNoise') expect(transform).toMatchObject({ p: 1, maxAmplitude: 0.003 });
      if (transform.type === 'timeStretch') expect(transform).toMatchObject({ p: 1, minRate: 0.85, maxRate: 1.15 });
      if (transform.type === 'pitchShift') expect(transform).toMatchObject({ p: 1, minSemitones: -3, maxSemitones: 3 });
    }
    expect(new Set(copies.map(({ augmentation }) => augmentation!.wave!.seed)).size).toBe(16);
  });

  test('draws the same for a clip whatever the order of the files', () => {
    const drawn = (examples: readonly Example[]): string[] =>
      examples.map((example) => `${example.clip.name} ${JSON.stringify(example.augmentation)}`).sort();
    expect(drawn(planTraining([...clips].reverse(), DEFAULTS))).toEqual(drawn(plan));
    expect(drawn(planTraining(clips, { ...DEFAULTS, seed: 1 }))).not.toEqual(drawn(plan));
  });
});

test('copies multiply every clip, and keep the balance', () => {
  const plan = planTraining(clips, { ...DEFAULTS, copies: 2 });
  expect(new Set(counts(plan).values())).toEqual(new Set([96]));
  const plain = planTraining(clips, { ...DEFAULTS, copies: 2, balance: 'none' });
  expect(plain).toHaveLength(3 * clips.length);
});

test('without balance and copies a plan holds the clips as they are, as evaluation does', () => {
  expect(planTraining(clips, { ...DEFAULTS, balance: 'none' })).toEqual(planEvaluation(clips, DEFAULTS));
});

test('one kind alone is possible', () => {
  const plan = planTraining(clips, { ...DEFAULTS, augmentations: ['pitch'] });
  expect(new Set(plan.map((example) => example.augmentation?.wave?.transform.type))).toEqual(
    new Set([undefined, 'pitchShift']),
  );
});

describe('other targets', () => {
  test('the median class, or a number, lifts what is rarer and cuts nothing', () => {
    // 32 files of seven emotions, 16 neutral ones; two thirds of the angry ones are gone.
    const angry = clips.filter(({ label }) => label === 'angry').slice(0, 22);
    const fewer = clips.filter((clip) => !angry.includes(clip));
    const median = counts(planTraining(fewer, { ...DEFAULTS, balance: 'median' }));
    expect([...new Set(median.values())]).toEqual([32]);
    const twenty = counts(planTraining(fewer, { ...DEFAULTS, balance: 20 }));
    expect(twenty.get('angry')).toBe(20);
    expect(twenty.get('neutral')).toBe(20);
    expect(twenty.get('calm')).toBe(32);
  });
});

describe('clips: windows', () => {
  const settings = { ...DEFAULTS, clips: 'windows', crops: 2 } as const;
  const plan = planTraining(clips, settings);
  const places = plan.map(({ place = 'start' }) => place);

  test('adds stretches at places of their own to the start of every clip', () => {
    expect(places.filter((place) => place === 'start')).toHaveLength(clips.length);
    expect(plan.filter(isOriginal).map(({ clip }) => clip)).toEqual(clips);
    const crops = places.flatMap((place) => (typeof place === 'object' && 'crop' in place ? [place.crop] : []));
    // Two of every clip, and one for each of the 16 copies that balance the classes.
    expect(crops).toHaveLength(2 * clips.length + 16);
    expect(new Set(crops).size).toBe(crops.length);
    expect(crops.every((crop) => crop >= 0 && crop < 1)).toBe(true);
  });

  test('draws the places from the seed, and takes every window for evaluation', () => {
    expect(planTraining(clips, settings)).toEqual(plan);
    expect(planTraining(clips, { ...settings, seed: 1 })).not.toEqual(plan);
    expect(new Set(planEvaluation(clips, settings).map(({ place }) => place))).toEqual(new Set(['windows']));
  });
});

describe('masked copies', () => {
  const plan = planTraining(clips, { ...DEFAULTS, maskedCopies: 2 });
  const masked = plan.filter(({ augmentation }) => augmentation?.masks);

  test('are so many of every example, distorted ones too, so that the balance stays', () => {
    const plain = planTraining(clips, DEFAULTS);
    expect(plan.filter(({ augmentation }) => !augmentation?.masks)).toEqual(plain);
    expect(masked).toHaveLength(2 * plain.length);
    expect(new Set(counts(plan).values())).toEqual(new Set([96]));
    const of = masked.map(({ clip, augmentation }) => [clip.name, augmentation!.wave]);
    expect(of.filter((_, i) => i % 2 === 0)).toEqual(
      plain.map(({ clip, augmentation }) => [clip.name, augmentation?.wave ?? null]),
    );
  });

  test('are all masked otherwise', () => {
    const seeds = masked.map(({ augmentation }) => augmentation!.masks!.seed);
    expect(new Set(seeds).size).toBe(seeds.length);
  });
});

test('every transform of dsp may be taken, by its name or as JSON', () => {
  const json = {
    type: 'oneOf',
    p: 1,
    transforms: [
      { type: 'gain', p: 1 },
      { type: 'shift', p: 1 },
    ],
  };
  const plan = planTraining(clips, { ...DEFAULTS, augmentations: [...AUGMENTATION_NAMES, json], copies: 14 });
  const types = new Set(plan.map(({ augmentation }) => augmentation?.wave?.transform.type));
  expect(types.size).toBe(AUGMENTATION_NAMES.length + 2);
  expect(types).toContain('oneOf');
  expect(SETTINGS.augmentations.accept([json])).toEqual([json]);
  expect(SETTINGS.augmentations.accept([{ type: 'echo' }])).toBeUndefined();
});
