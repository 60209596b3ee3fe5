import type { StoredArray } from '../files/array-store.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import type { FrontEndName } from '../front-ends/front-ends.ts';
import type { Settings } from '../settings/settings.ts';
import { describeSamples } from '../stages/baseline/functionals-task.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { levelOf } from '../stages/features/stretches.ts';

/** Stretches with sound whose embeddings go through the head at once: a whole number of the batches of the backbone. */
export const WINDOW_BATCH = 32;

/** How a stretch of sound becomes what a model is given: plain values, which other threads can be handed. */
export type WindowRecipe =
  | { readonly kind: 'front end'; readonly frontEnd: FrontEndName; readonly settings: Settings }
  | { readonly kind: 'functionals' };

/** What is kept of a stretch of sound. */
export interface WindowFeatures {
  /** In decibels of full scale; null where every sample is zero. */
  readonly level: number | null;
  /** What the model is given; null where every sample is zero. */
  readonly features: StoredArray | null;
}

/** The features of a stretch of mono samples; where a model has a rate of its own, at that. */
export function describeWindow(samples: Float32Array, sampleRate: number, recipe: WindowRecipe): WindowFeatures {
  const level = levelOf(samples);
  if (level === null) return { level, features: null };
  if (recipe.kind === 'functionals') {
    const data = describeSamples(samples, sampleRate);
    return { level, features: { data, shape: [data.length] } };
  }
  const { frontEnd: name, settings } = recipe;
  const frontEnd = frontEndOf(name);
  const prepared = prepareSamples(samples, null, settings, frontEnd.isWaveform);
  return { level, features: frontEnd.compute(prepared, settings) };
}
