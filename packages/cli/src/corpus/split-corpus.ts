import { CorporaError, type PublishedFolds, type SpeakerFold, speakerFolds, trainTestSplit } from '@ser/corpora';
import { SerError, usageError } from '../errors.ts';
import type { Settings } from '../settings/settings.ts';
import { byName, type Clip, labelsOfClips, PARTS, type Part, speakersOf } from './clip.ts';

/** The clips of each part. */
export type Parts = Readonly<Record<Part, readonly Clip[]>>;

/** What decides a split. */
export type SplitSettings = Pick<
  Settings,
  'vocalChannel' | 'split' | 'testSize' | 'actorPreset' | 'folds' | 'fold' | 'validation' | 'validationSize' | 'seed'
>;

/** What a split is made of. */
export interface Splittable {
  /** Sorted by name. */
  readonly clips: readonly Clip[];
  /** Folds that publications use. */
  readonly folds: readonly PublishedFolds[];
}

/**
 * Splits the clips of a corpus; the validation part is drawn before any augmentation.
 *
 * With `validation: 'test'` the validation part is the test part, which is why its figures are too good.
 *
 * @throws {SerError} where there are too few speakers or files of a class, or `fold` is not one fold of those that there are.
 */
export function splitCorpus({ clips, folds }: Splittable, settings: SplitSettings): Parts {
  const corpus = { clips: ofChannel(clips, settings), folds };
  checkClasses(corpus, settings);
  const parts = { stratified: byFile, 'speaker-independent': bySpeaker, given: asGiven }[settings.split](
    corpus,
    settings,
  );
  checkParts(parts);
  return parts;
}

/** How many folds a speaker-independent split of these clips has. */
export function foldCount({ clips, folds }: Splittable, settings: SplitSettings): number {
  return foldsOf({ clips: ofChannel(clips, settings), folds }, settings).length;
}

/** Whether the corpus itself puts every clip into a part, and has a training and a test part. */
export function givesParts(clips: readonly Clip[]): boolean {
  const parts = new Set(clips.map(({ part }) => part));
  return !parts.has(undefined) && parts.has('train') && parts.has('test');
}

function ofChannel(clips: readonly Clip[], { vocalChannel }: SplitSettings): readonly Clip[] {
  if (vocalChannel === 'both') return clips;
  const own = clips.filter(({ facets }) => facets.vocalChannel === vocalChannel);
  if (own.length > 0) return own;
  throw usageError(`vocalChannel ${vocalChannel}: no recording of this corpus says that it is ${vocalChannel}.`);
}

/** Names the classes that are too rare for the split, before any work. */
function checkClasses({ clips }: Splittable, { split, validation, fold, folds, actorPreset }: SplitSettings): void {
  const labels = labelsOfClips(clips);
  if (labels.length < 2)
    throw new SerError(
      `All ${clips.length} recordings are of one class, ${labels[0] ?? 'none'}: there is nothing to tell apart. Check the labels with \`ser corpora DIR\`.`,
    );
  if (split === 'given') return;
  const byFolds = split === 'speaker-independent' && actorPreset === 'none';
  // A file for each part, or where folds are made one for each of them.
  const least = byFolds ? folds : validation === 'test' ? 2 : 3;
  const rare = countsOf(clips).filter(([, count]) => count < least);
  if (rare.length === 0) return;
  const why = byFolds
    ? `${folds} folds need ${least} files of each class`
    : `a split needs ${least} files of each class`;
  throw new SerError(
    `Too few files for this split: ${rare.map(([label, count]) => `${label} (${count})`).join(', ')}; ${why}. ` +
      `Merge or drop such classes with --label-map FILE${byFolds && fold !== 'all' && folds > 2 ? ', choose fewer folds' : ''}, or bring more files.`,
  );
}

/** Nothing is learned of a class that the training part lacks. */
function checkParts(parts: Parts): void {
  const trained = new Set(labelsOfClips(parts.train));
  const others = labelsOfClips(PARTS.flatMap((part) => parts[part])).filter((label) => !trained.has(label));
  if (others.length === 0) return;
  throw new SerError(
    `No recording of the training part is ${others.join(' or ')}, though others are. ` +
      'Merge or drop such classes with --label-map FILE, choose another --seed or --fold, or bring more speakers.',
  );
}

/** Labels with their numbers of files, rarest first. */
function countsOf(clips: readonly Clip[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { label } of clips) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => m - n || byName(a, b));
}

/** The published protocol: files at random, classes in proportion, scikit-learn's `train_test_split` index for index. */
function byFile({ clips }: Splittable, { testSize, validation, validationSize, seed }: SplitSettings): Parts {
  return orExplain(() => {
    const outer = trainTestSplit(clips, { testSize: atLeastOneEach(clips, testSize), stratifyBy: 'label', seed });
    if (validation === 'test') return { train: outer.train, validation: outer.test, test: outer.test };
    const inner = trainTestSplit(outer.train, {
      testSize: atLeastOneEach(outer.train, validationSize),
      stratifyBy: 'label',
      seed,
    });
    return { train: inner.train, validation: inner.test, test: outer.test };
  });
}

/** A share of clips, or of few clips so many that there is one of each class. */
function atLeastOneEach(clips: readonly Clip[], share: number): number {
  const classes = labelsOfClips(clips).length;
  return Math.ceil(share * clips.length) >= classes ? share : classes;
}

/** The parts that the corpus itself gives; where it gives none to validate on, some of the training part does. */
function asGiven({ clips }: Splittable, settings: SplitSettings): Parts {
  if (!givesParts(clips))
    throw usageError(
      'split given: the corpus does not put every recording into a part, or has no training or test part.',
    );
  const of = (part: Part): Clip[] => clips.filter((clip) => clip.part === part);
  const parts = { train: of('train'), validation: of('validation'), test: of('test') };
  if (settings.validation === 'test')
    return { train: [...parts.train, ...parts.validation], validation: parts.test, test: parts.test };
  if (parts.validation.length > 0) return parts;
  const speakers = speakersOf(parts.train).length;
  if (speakers >= 4 && parts.train.every(({ speaker }) => speaker !== undefined))
    return { ...parts, ...validateOnSpeakers(parts.train, settings) };
  const { train, test } = orExplain(() =>
    trainTestSplit(parts.train, {
      testSize: atLeastOneEach(parts.train, settings.validationSize),
      stratifyBy: 'label',
      seed: settings.seed,
    }),
  );
  return { train, validation: test, test: parts.test };
}

/** No speaker on two sides: folds of speakers with both sexes in each, and validation speakers of their own. */
function bySpeaker(corpus: Splittable, settings: SplitSettings): Parts {
  const { fold, validation } = settings;
  const folds = foldsOf(corpus, settings);
  const outer = typeof fold === 'number' ? folds[fold] : undefined;
  if (!outer) {
    throw usageError(
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
        `Bring more speakers, or choose ${otherFolds(corpus.clips, settings)}--split stratified.`,
    );
  }
  return { test, ...validateOnSpeakers(outer.train, settings) };
}

/** Sets speakers aside for validation: an even number, so that both sexes are in it, near the share that was asked for. */
function validateOnSpeakers(
  train: readonly Clip[],
  { validationSize, seed }: SplitSettings,
): Pick<Parts, 'train' | 'validation'> {
  const speakers = speakersOf(train).length;
  const wanted = Math.max(2, 2 * Math.round((validationSize * speakers) / 2));
  const inner = drawnFolds(train, { folds: Math.max(2, Math.ceil(speakers / wanted)), seed })[0]!;
  return { train: inner.train, validation: inner.test };
}

function foldsOf({ clips, folds: published }: Splittable, { actorPreset, fold, folds, seed }: SplitSettings): Parts[] {
  const unknown = clips.filter(({ speaker }) => speaker === undefined).length;
  if (unknown > 0)
    throw new SerError(
      `Nobody knows who speaks in ${unknown === clips.length ? 'these recordings' : `${unknown} of ${clips.length} recordings`}, so they cannot be split by speaker. ` +
        'Say where the speaker stands with --speaker PATTERN or --speaker-column NAME, or split by file with --split stratified: then nothing is learned of new speakers.',
    );
  const speakers = speakersOf(clips);
  // One speaker more than folds, so that two are left to learn and to validate.
  const least = actorPreset === 'none' ? folds + 1 : 3;
  if (speakers.length < least) {
    throw new SerError(
      `A speaker-independent split into ${actorPreset === 'none' ? `${folds} folds` : `the folds of ${actorPreset}`} needs at least ${least} speakers; there are ${speakers.length}. ` +
        `Choose ${actorPreset === 'none' ? otherFolds(clips, { fold, seed }) : ''}--split stratified, which puts the same speakers on both sides.`,
    );
  }
  switch (actorPreset) {
    case 'none':
      return drawnFolds(clips, { folds, seed });
    case 'leave-one-actor-out':
      return speakers.map((own) => listedFold(clips, 'speaker', { test: [own], validation: [] }));
    default:
      return publishedFolds(clips, published, actorPreset);
  }
}

/** The number of folds to advise: one that has been tried, so that nobody is sent in a circle; nothing where there is none. */
function otherFolds(clips: readonly Clip[], { fold, seed }: Pick<SplitSettings, 'fold' | 'seed'>): string {
  for (let folds = speakersOf(clips).length - 1; folds >= 2; folds--) {
    const drawn = drawnFolds(clips, { folds, seed });
    const asked = fold === 'all' ? drawn : drawn.slice(fold, fold + 1);
    if (asked.length > 0 && asked.every(({ train }) => speakersOf(train).length >= 2))
      return `--set folds=${folds}, or `;
  }
  return '';
}

function publishedFolds(clips: readonly Clip[], published: readonly PublishedFolds[], name: string): Parts[] {
  const found = published.find((one) => one.name === name);
  if (!found) {
    const known = published.map((one) => one.name).join(', ');
    throw usageError(`actorPreset ${name}: this corpus has no such folds${known ? `; it has ${known}` : ''}.`);
  }
  const values = new Set(found.folds.flatMap(({ test, validation }) => [...test, ...validation]));
  const foreign = [...new Set(clips.map((clip) => String(facetOf(clip, found.by))))].filter(
    (value) => !values.has(value),
  );
  // A split that tests everybody once knows everybody; one that tests some leaves the others to learn from.
  if (found.folds.length > 1 && foreign.length > 0)
    throw new SerError(
      `actorPreset ${name}: its folds do not know ${found.by} ${foreign.sort(byName).join(', ')}. Leave those recordings out, or draw folds with --set actorPreset=none.`,
    );
  return found.folds.map((fold) => listedFold(clips, found.by, fold));
}

function listedFold(clips: readonly Clip[], by: string, { test, validation }: PublishedFolds['folds'][number]): Parts {
  const partOf = (clip: Clip): Part => {
    const value = String(facetOf(clip, by));
    return test.includes(value) ? 'test' : validation.includes(value) ? 'validation' : 'train';
  };
  const of = (part: Part): Clip[] => clips.filter((clip) => partOf(clip) === part);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

function facetOf(clip: Clip, by: string): string | number | undefined {
  return by === 'speaker' ? clip.speaker : clip.facets[by];
}

/** Folds of speakers that are dealt at random, with both sexes in each where the corpus tells them. */
function drawnFolds(clips: readonly Clip[], { folds, seed }: { folds: number; seed: number }): SpeakerFold<Clip>[] {
  const sexes = new Map(clips.map(({ speaker, facets }) => [speaker, facets.sex]));
  const isTold = clips.every(({ speaker, facets }) => facets.sex !== undefined && facets.sex === sexes.get(speaker));
  return orExplain(() =>
    speakerFolds(clips, { folds, seed, ...(isTold && { balanceBy: ({ facets }: Clip) => String(facets.sex) }) }),
  );
}

function orExplain<T>(split: () => T): T {
  try {
    return split();
  } catch (cause) {
    if (CorporaError.isInstance(cause)) throw new SerError(`The corpus cannot be split: ${cause.message}`, { cause });
    throw cause;
  }
}
