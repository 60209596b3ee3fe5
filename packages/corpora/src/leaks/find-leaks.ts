import { CorporaError } from '../errors.ts';
import { countLeaks, joinLeaks, type Leak, type LeakRule } from './join-leaks.ts';

/**
 * A way in which test material is in the training part, worst first.
 *
 * | kind | test and training item |
 * |---|---|
 * | `same-audio` | are one file, or segments of one file that overlap |
 * | `identical-audio` | hold the same samples under two names |
 * | `augmented-copy` | are one recording, at least one of them augmented |
 * | `other-take` | are two takes of one thing: speaker, label and every facet in words are equal, but for the facet `take` |
 * | `same-file` | are segments of one file, apart from each other |
 * | `same-speaker` | are by one speaker |
 */
export const LEAK_KINDS = [
  'same-audio',
  'identical-audio',
  'augmented-copy',
  'other-take',
  'same-file',
  'same-speaker',
] as const;
/** See {@link LEAK_KINDS}. */
export type LeakKind = (typeof LEAK_KINDS)[number];

/** What {@link findLeaks} looks at: a row of a corpus, or any object with some of its fields. */
export interface LeakItem {
  /** The file: what two items of one path share. */
  readonly path?: string;
  /** Name of the file inside the corpus, taken where there is no `path`. */
  readonly name?: string;
  /** Class. */
  readonly label?: string;
  /** Who speaks. */
  readonly speaker?: string | number;
  /** Properties in words; a facet `take` tells takes of one thing apart. Numbers are measurements and join nothing. */
  readonly facets?: Readonly<Record<string, string | number>>;
  /** Where a segment begins, in seconds. */
  readonly start?: number;
  /** Where a segment ends, in seconds. */
  readonly end?: number;
  /** Hash of the samples; equal hashes are identical audio. */
  readonly pcmHash?: string;
  /** What was done to the original, such as `pitch+2`; empty or left out for an original. */
  readonly augmentation?: string;
}

/** Options of {@link findLeaks}. */
export interface FindLeaksOptions {
  /**
   * Kinds to look for.
   *
   * @default all of LEAK_KINDS
   */
  readonly kinds?: readonly LeakKind[] | undefined;
}

/**
 * Every way in which test material is in the training part, one leak per shared subject, worst kinds first.
 *
 * An empty result means: by their paths, times, hashes, facets and speakers the two parts share nothing.
 *
 * @throws CorporaError `invalid-option` for an unknown kind.
 */
export function findLeaks<T extends LeakItem>(
  train: readonly T[],
  test: readonly T[],
  options: FindLeaksOptions = {},
): Leak<T, LeakKind>[] {
  const { kinds = LEAK_KINDS } = options;
  const unknown = kinds.find((kind) => !LEAK_KINDS.includes(kind));
  if (unknown !== undefined) {
    const allowed = LEAK_KINDS.join(', ');
    throw new CorporaError('invalid-option', `kinds must be of ${allowed}; received ${String(unknown)}.`, {
      field: 'kinds',
      received: String(unknown),
      allowed,
    });
  }
  return joinLeaks<T, LeakKind>(
    train,
    test,
    LEAK_KINDS.filter((kind) => kinds.includes(kind)).map((kind) => ({ kind, ...RULES[kind] })),
  );
}

/**
 * Throws where {@link findLeaks} finds anything.
 *
 * @throws CorporaError `leak`: the message counts the leaking test items of each kind.
 */
export function assertNoLeaks<T extends LeakItem>(
  train: readonly T[],
  test: readonly T[],
  options: FindLeaksOptions = {},
): void {
  const leaks = findLeaks(train, test, options);
  if (leaks.length === 0) return;
  throw new CorporaError(
    'leak',
    `Test material is in the training part. Of ${test.length} test items leak: ${countLeaks(leaks, LEAK_KINDS)}. ` +
      'Split by speaker (speakerFolds), or name the kinds that you check in `kinds`.',
  );
}

const fileOf = (item: LeakItem): string | undefined => item.path ?? item.name;
const isAugmented = (item: LeakItem): boolean => Boolean(item.augmentation);
const overlap = (a: LeakItem, b: LeakItem): boolean =>
  (a.start ?? 0) < (b.end ?? Number.POSITIVE_INFINITY) && (b.start ?? 0) < (a.end ?? Number.POSITIVE_INFINITY);

const RULES: Readonly<Record<LeakKind, Omit<LeakRule<LeakItem>, 'kind'>>> = {
  'same-audio': {
    subject: fileOf,
    joins: (a, b) => overlap(a, b) && !isAugmented(a) && !isAugmented(b),
  },
  'identical-audio': {
    subject: ({ pcmHash }) => pcmHash,
    // One file twice is told by its own kind.
    joins: (a, b) => fileOf(a) === undefined || fileOf(a) !== fileOf(b),
  },
  'augmented-copy': {
    subject: fileOf,
    joins: (a, b) => overlap(a, b) && (isAugmented(a) || isAugmented(b)),
  },
  'other-take': {
    subject: performanceOf,
    joins: (a, b) => a.facets?.take !== b.facets?.take,
  },
  'same-file': { subject: fileOf, joins: (a, b) => !overlap(a, b) },
  'same-speaker': { subject: ({ speaker }) => (speaker === undefined ? undefined : `speaker ${speaker}`) },
};

/** What was performed, whichever take of it; undefined where takes are not told apart or nobody is named. */
function performanceOf({ speaker, label, facets = {} }: LeakItem): string | undefined {
  if (facets.take === undefined || speaker === undefined) return undefined;
  const words = Object.entries(facets)
    .filter(([name, value]) => name !== 'take' && typeof value === 'string')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`);
  return [`speaker ${speaker}`, ...(label === undefined ? [] : [label]), ...words].join(', ');
}
