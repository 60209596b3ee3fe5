/** Names of the published speaker-independent splits. */
export type ActorPresetName = 'audb' | 'emobox' | 'luna-jimenez' | 'leave-one-actor-out';

/** Actors of one fold; whoever is in neither list trains. */
export interface ActorPresetFold {
  /** Actors of the test part. */
  readonly test: readonly number[];
  /** Actors of the validation part; empty where the publication has none. */
  readonly validation: readonly number[];
}

/** A published split of the 24 actors. */
export interface ActorPreset {
  /** Where it comes from. */
  readonly source: string;
  /** What the publication splits: both channels, or speech alone. Filter the items yourself. */
  readonly content: 'speech and song' | 'speech';
  /** Its folds, in the published order. */
  readonly folds: readonly ActorPresetFold[];
}

/**
 * The published splits, as actors; `leave-one-actor-out` needs no list.
 *
 * | name | folds | test actors | males in the test parts |
 * |---|---|---|---|
 * | `audb` | 1, with a validation part | 4 | 2 of 4 |
 * | `emobox` | 6 | 4 | 3, 0, 3, 3, 1, 2 of 4 |
 * | `luna-jimenez` | 5 | 5 or 4 | 2, 3, 2, 3 of 5, 2 of 4 |
 */
export const ACTOR_PRESETS: Readonly<Record<Exclude<ActorPresetName, 'leave-one-actor-out'>, ActorPreset>> = {
  audb: {
    source: 'audb dataset "ravdess" 1.1.3, unofficial speaker-independent split',
    content: 'speech and song',
    folds: [{ test: [21, 22, 23, 24], validation: [16, 17, 19, 20] }],
  },
  emobox: {
    source: 'EmoBox (INTERSPEECH 2024), RAVDESS folds',
    content: 'speech',
    folds: testFolds([1, 11, 20, 21], [4, 10, 12, 14], [8, 9, 19, 23], [3, 5, 7, 24], [2, 15, 16, 18], [6, 13, 17, 22]),
  },
  'luna-jimenez': {
    source: 'Luna-Jiménez et al. (Sensors 2021; Applied Sciences 2022), subject-wise 5-fold cross-validation',
    content: 'speech',
    folds: testFolds([2, 5, 14, 15, 16], [3, 6, 7, 13, 18], [10, 11, 12, 19, 20], [8, 17, 21, 23, 24], [1, 4, 9, 22]),
  },
};

function testFolds(...folds: number[][]): ActorPresetFold[] {
  return folds.map((test) => ({ test, validation: [] }));
}
