import { RAVDESS_FOLDS } from '@ser/corpora';

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
  audb: presetOf('audb', 'speech and song'),
  emobox: presetOf('emobox', 'speech'),
  'luna-jimenez': presetOf('luna-jimenez', 'speech'),
};

function presetOf(name: string, content: ActorPreset['content']): ActorPreset {
  const { source, folds } = RAVDESS_FOLDS.find((published) => published.name === name)!;
  return {
    source,
    content,
    folds: folds.map(({ test, validation }) => ({ test: test.map(Number), validation: validation.map(Number) })),
  };
}
