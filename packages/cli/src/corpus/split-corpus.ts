import { type ActorFoldsOptions, actorFolds, RavdessError, type Recording, trainTestSplit } from '@ser/ravdess';
import { SerError } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import { type Clip, type Part, speakersOf } from './clip.ts';

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
  return settings.split === 'stratified' ? byFile(wanted, settings) : bySpeaker(wanted, settings);
}

/** How many folds a speaker-independent split of these clips has. */
export function foldCount(clips: readonly Clip[], settings: SplitSettings): number {
  return foldsOf(ofChannel(clips, settings), settings).length;
}

function ofChannel(clips: readonly Clip[], { vocalChannel }: SplitSettings): readonly Clip[] {
  return vocalChannel === 'both' ? clips : clips.filter(({ facets }) => facets.channel === vocalChannel);
}

/** The published protocol: files at random, emotions in proportion, scikit-learn's `train_test_split` index for index. */
function byFile(clips: readonly Clip[], { testSize, validation, validationSize, seed }: SplitSettings): Parts {
  const outer = trainTestSplit(clips, { testSize, stratifyBy: labelOf, seed });
  if (validation === 'test') return { train: outer.train, validation: outer.test, test: outer.test };
  const inner = trainTestSplit(outer.train, { testSize: validationSize, stratifyBy: labelOf, seed });
  return { train: inner.train, validation: inner.test, test: outer.test };
}

/** No speaker on two sides: folds of speakers with both sexes in each, and validation speakers of their own. */
function bySpeaker(clips: readonly Clip[], settings: SplitSettings): Parts {
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
  // A published split may name its validation speakers.
  if (outer.validation.length > 0) return outer;
  const left = speakersOf(outer.train).length;
  if (left < 2) {
    throw new SerError(
      `Fold ${fold} leaves ${left} of ${left + speakersOf(test).length} speakers, and learning and validation need one each. ` +
        'Bring more speakers, or choose more folds, or --split stratified.',
    );
  }
  // An even number of validation speakers, so that both sexes are in it, near the share that was asked for.
  const voices = Math.max(2, 2 * Math.round((validationSize * left) / 2));
  const inner = speakerFolds(outer.train, { folds: Math.max(2, Math.ceil(left / voices)), seed })[0]!;
  return { train: inner.train, validation: inner.test, test };
}

function foldsOf(clips: readonly Clip[], { actorPreset, folds, seed }: SplitSettings): Parts[] {
  const speakers = speakersOf(clips).length;
  // One speaker more than folds, so that two are left to learn and to validate.
  const least = actorPreset === 'none' ? folds + 1 : 3;
  if (speakers < least) {
    const possible =
      speakers > 2 && actorPreset === 'none' ? `Choose fewer folds with --set folds=${speakers - 1}, or` : 'Choose';
    throw new SerError(
      `A speaker-independent split into ${actorPreset === 'none' ? `${folds} folds` : `the folds of ${actorPreset}`} needs at least ${least} speakers; there are ${speakers}. ` +
        `${possible} --split stratified, which puts the same speakers on both sides.`,
    );
  }
  try {
    return speakerFolds(clips, actorPreset === 'none' ? { folds, seed } : { preset: actorPreset });
  } catch (cause) {
    if (RavdessError.isInstance(cause)) throw new SerError(`actorPreset ${actorPreset}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Folds of RAVDESS' actors, by the number that a speaker is there. */
function speakerFolds(clips: readonly Clip[], options: ActorFoldsOptions): Parts[] {
  const items = clips.map((clip) => ({ clip, recording: { actor: Number(clip.speaker) } as Recording }));
  const clipsOf = (part: readonly (typeof items)[number][]): Clip[] => part.map(({ clip }) => clip);
  return actorFolds(items, options).map(({ train, validation, test }) => ({
    train: clipsOf(train),
    validation: clipsOf(validation),
    test: clipsOf(test),
  }));
}

function labelOf({ label }: Clip): string {
  return label;
}
