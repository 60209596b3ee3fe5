import { type ActorFold, actorFolds, RavdessError, trainTestSplit } from '@ser/ravdess';
import { SerError } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import type { Clip } from './clip.ts';

/** The parts of a corpus: the model learns from one, early stopping watches one, the last one is for the report. */
export const PARTS = ['train', 'validation', 'test'] as const;

/** Name of a part. */
export type Part = (typeof PARTS)[number];

/** The clips of each part. */
export type Parts = Readonly<Record<Part, readonly Clip[]>>;

/** What decides a split. */
export type SplitSettings = Pick<
  Settings,
  'vocalChannel' | 'split' | 'testSize' | 'actorPreset' | 'folds' | 'fold' | 'validation' | 'validationSize' | 'seed'
>;

/**
 * Splits the clips, which must be sorted by file name; the validation part is drawn before any augmentation.
 *
 * With `validation: 'test'` the validation part is the test part, which is why its figures are too good.
 *
 * @throws {SerError} where there are too few voices, or `fold` is not one fold of those that there are.
 */
export function splitCorpus(clips: readonly Clip[], settings: SplitSettings): Parts {
  const wanted = ofChannel(clips, settings);
  return settings.split === 'stratified' ? byFile(wanted, settings) : byActor(wanted, settings);
}

/** How many folds a speaker-independent split of these clips has. */
export function foldCount(clips: readonly Clip[], settings: SplitSettings): number {
  return foldsOf(ofChannel(clips, settings), settings).length;
}

function ofChannel(clips: readonly Clip[], { vocalChannel }: SplitSettings): readonly Clip[] {
  return vocalChannel === 'both' ? clips : clips.filter(({ recording }) => recording.vocalChannel === vocalChannel);
}

/** The published protocol: files at random, emotions in proportion, scikit-learn's `train_test_split` index for index. */
function byFile(clips: readonly Clip[], { testSize, validation, validationSize, seed }: SplitSettings): Parts {
  const outer = trainTestSplit(clips, { testSize, stratifyBy: emotion, seed });
  if (validation === 'test') return { train: outer.train, validation: outer.test, test: outer.test };
  const inner = trainTestSplit(outer.train, { testSize: validationSize, stratifyBy: emotion, seed });
  return { train: inner.train, validation: inner.test, test: outer.test };
}

/** No voice on two sides: actor folds with both sexes in each, and validation actors of their own. */
function byActor(clips: readonly Clip[], settings: SplitSettings): Parts {
  const { fold, validation, validationSize, seed } = settings;
  const folds = foldsOf(clips, settings);
  const outer = typeof fold === 'number' ? folds[fold] : undefined;
  if (!outer) {
    throw new SerError(
      fold === 'all'
        ? `One fold at a time here: choose --fold 0 to ${folds.length - 1}. train and evaluate take --fold all.`
        : `There is no fold ${fold}: this split has ${folds.length}, from 0.`,
    );
  }
  const { test } = outer;
  if (validation === 'test') return { train: [...outer.train, ...outer.validation], validation: test, test };
  // A published split may name its validation actors.
  if (outer.validation.length > 0) return { train: outer.train, validation: outer.validation, test };
  // An even number of validation voices, so that both sexes are in it, near the share that was asked for.
  const left = outer.actors.train.length;
  if (left < 2) {
    throw new SerError(
      `Fold ${fold} leaves ${left} of ${left + outer.actors.test.length} actors, and learning and validation need one each. ` +
        'Bring more voices, or choose more folds, or --split stratified.',
    );
  }
  const voices = Math.max(2, 2 * Math.round((validationSize * left) / 2));
  const inner = actorFolds(outer.train, { folds: Math.max(2, Math.ceil(left / voices)), seed })[0]!;
  return { train: inner.train, validation: inner.test, test };
}

function foldsOf(clips: readonly Clip[], { actorPreset, folds, seed }: SplitSettings): ActorFold<Clip>[] {
  const actors = new Set(clips.map((clip) => clip.recording.actor)).size;
  // One voice more than folds, so that two are left to learn and to validate.
  const least = actorPreset === 'none' ? folds + 1 : 3;
  if (actors < least) {
    throw new SerError(
      `A speaker-independent split into ${actorPreset === 'none' ? `${folds} folds` : `the folds of ${actorPreset}`} needs the voices of at least ${least} actors; there are ${actors}. ` +
        'Choose fewer folds with --set folds=2, or --split stratified.',
    );
  }
  try {
    return actorFolds(clips, actorPreset === 'none' ? { folds, seed } : { preset: actorPreset });
  } catch (cause) {
    if (RavdessError.isInstance(cause)) throw new SerError(`actorPreset ${actorPreset}: ${cause.message}`, { cause });
    throw cause;
  }
}

function emotion(clip: Clip): string {
  return clip.recording.emotion;
}
