import type { Settings } from './settings/settings.ts';

/** What a model was made from: the demo corpus or real voices, and which weights. */
export interface Origin {
  readonly synthetic: boolean;
  readonly weights: readonly string[];
}

/** What figures come from: a model, and what its early stopping watched. */
export interface FigureOrigin extends Origin {
  /** What early stopping watched. @default 'train-part' */
  readonly validation?: Settings['validation'];
  /** True where the settings ask for fine-tuning and the back end left it out. @default false */
  readonly headOnly?: boolean;
}

/** What a training that watches the test part has to be told of, loudly. */
export const TEST_WATCHED =
  'Early stopping watched the test part (validation=test), as the published runs very probably did: these figures are too good, and no estimate for recordings that nobody has seen.';

/** What has to stand beside the figures of a run, so that nobody takes them for more than they are; gravest first. */
export function figureCaveats({ synthetic, weights, validation, headOnly = false }: FigureOrigin): string[] {
  const notes: string[] = [];
  if (synthetic) {
    notes.push(
      'The voices are synthetic (eSpeak NG): these figures show that the pipeline learns; they say nothing about people.',
    );
  }
  if (weights.includes('random')) notes.push('The backbone starts from seeded random weights, not from ImageNet.');
  if (validation === 'test') notes.push(TEST_WATCHED);
  if (headOnly) {
    notes.push(
      'Only the head was trained: the recipe fine-tunes the backbone too, on a GPU or a native runtime (fineTuneOn=native).',
    );
  }
  return notes;
}

/** What has to stand beside a model's prediction on somebody's recording. */
export function predictionCaveats({ synthetic, weights }: Origin): string[] {
  if (synthetic) return ['This model was trained on synthetic voices (eSpeak NG) alone: it says nothing about people.'];
  if (weights.includes('random')) return ['The backbone of this model has random weights, not those of ImageNet.'];
  return [];
}

/**
 * What has to be told of a model that was scored on the starts of recordings alone.
 *
 * @param meaning What that means for whoever asks.
 * @param others What else a model may be trained for.
 */
export function learnedFromStarts(seconds: number, meaning: string, others: string): string {
  return (
    `This model learned from the first ${seconds} s of recordings and was scored on them alone (clips=start). ` +
    `${meaning} Train with --set clips=windows for ${others}.`
  );
}
