import { catalog, formatFilename } from '@ser/ravdess';
import { describe, expect, test } from 'vitest';
import { DEFAULTS } from '../settings/settings.ts';
import { planEvaluation, planTraining } from './augmentation-plan.ts';
import type { Clip, Example } from './clip.ts';

const clips: Clip[] = catalog({ modality: 'audio-only', vocalChannel: 'speech' })
  .filter((recording) => recording.actor <= 4)
  .map((recording) => ({ path: `/x/${formatFilename(recording)}`, name: formatFilename(recording), recording }));

function counts(examples: readonly Example[]): Map<string, number> {
  const result = new Map<string, number>();
  for (const { clip } of examples) result.set(clip.recording.emotion, (result.get(clip.recording.emotion) ?? 0) + 1);
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
    expect(copies.every((example) => example.clip.recording.emotion === 'neutral')).toBe(true);
  });

  test('spreads the copies over the clips and the kinds, within the ranges', () => {
    const copies = plan.filter((example) => example.augmentation !== null);
    expect(new Set(copies.map((example) => example.clip.name)).size).toBe(16);
    expect(new Set(copies.map((example) => example.augmentation!.kind))).toEqual(
      new Set(['noise', 'stretch', 'pitch']),
    );
    for (const { augmentation } of copies) {
      if (augmentation!.kind === 'stretch') expect(Math.abs(augmentation!.rate - 1)).toBeLessThanOrEqual(0.15 + 1e-12);
      if (augmentation!.kind === 'pitch') expect(Math.abs(augmentation!.semitones)).toBeLessThanOrEqual(3);
    }
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
  expect(planTraining(clips, { ...DEFAULTS, balance: 'none' })).toEqual(planEvaluation(clips));
});

test('one kind alone is possible', () => {
  const plan = planTraining(clips, { ...DEFAULTS, augmentations: ['pitch'] });
  expect(new Set(plan.map((example) => example.augmentation?.kind))).toEqual(new Set([undefined, 'pitch']));
});
