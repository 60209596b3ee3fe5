import { actorFolds, trainTestSplit } from '@ser/ravdess';
import { SerError } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { Clip } from './clip.ts';

/** The three parts of a corpus: the model learns from one, early stopping watches one, the last one is for the report. */
export interface Parts {
  readonly train: readonly Clip[];
  readonly validation: readonly Clip[];
  readonly test: readonly Clip[];
}

/** What decides a split. */
export type SplitSettings = Pick<Settings, 'split' | 'testSize' | 'folds' | 'fold' | 'validationSize' | 'seed'>;

/** Splits the clips, which must be sorted by file name; the validation part is drawn before any augmentation. */
export function splitCorpus(clips: readonly Clip[], settings: SplitSettings): Parts {
  return settings.split === 'stratified' ? byFile(clips, settings) : byActor(clips, settings);
}

/** The published protocol: files at random, emotions in proportion, scikit-learn's `train_test_split` index for index. */
function byFile(clips: readonly Clip[], { testSize, validationSize, seed }: SplitSettings): Parts {
  const outer = trainTestSplit(clips, { testSize, stratifyBy: emotion, seed });
  const inner = trainTestSplit(outer.train, { testSize: validationSize, stratifyBy: emotion, seed });
  return { train: inner.train, validation: inner.test, test: outer.test };
}

/** No voice on two sides: actor folds with both sexes in each, and validation actors of their own. */
function byActor(clips: readonly Clip[], { folds, fold, validationSize, seed }: SplitSettings): Parts {
  const actors = [...new Set(clips.map((clip) => clip.recording.actor))];
  if (actors.length < folds + 1) {
    throw new SerError(
      `A speaker-independent split into ${folds} folds needs the voices of at least ${folds + 1} actors; there are ${actors.length}. ` +
        'Choose fewer folds with --set folds=2, or --split stratified.',
    );
  }
  const test = new Set(actorFolds(clips, { folds, seed })[fold]!.test);
  const rest = clips.filter((clip) => !test.has(clip));
  // An even number of validation voices, so that both sexes are in it, near the share that was asked for.
  const left = new Set(rest.map((clip) => clip.recording.actor)).size;
  const voices = Math.max(2, 2 * Math.round((validationSize * left) / 2));
  const inner = Math.max(2, Math.ceil(left / voices));
  const validation = new Set(actorFolds(rest, { folds: inner, seed })[0]!.test);
  return {
    train: rest.filter((clip) => !validation.has(clip)),
    validation: rest.filter((clip) => validation.has(clip)),
    test: clips.filter((clip) => test.has(clip)),
  };
}

function emotion(clip: Clip): string {
  return clip.recording.emotion;
}
