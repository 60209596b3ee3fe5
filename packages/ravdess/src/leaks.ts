import { countLeaks, joinLeaks, type Leak, type LeakRule } from '@ser/corpora';
import { RavdessError } from './errors.ts';
import { formatFilename } from './filename/format-filename.ts';
import { IDENTICAL_FILES } from './known-files.ts';
import { type Recording, recordingOf } from './recording.ts';

/**
 * A way in which test material is in the training part, worst first.
 *
 * | kind | test and training item |
 * |---|---|
 * | `same-recording` | are one recording: a second copy of a file |
 * | `identical-audio` | hold the same samples under two names |
 * | `same-take` | are one performance in two modalities, as 01-… and 03-… with equal other fields |
 * | `augmented-copy` | are one performance, at least one of them augmented |
 * | `other-repetition` | are the two repetitions of one sentence, emotion and intensity by one actor |
 * | `same-actor` | are by one actor |
 */
export const LEAK_KINDS = [
  'same-recording',
  'identical-audio',
  'same-take',
  'augmented-copy',
  'other-repetition',
  'same-actor',
] as const;
/** See {@link LEAK_KINDS}. */
export type LeakKind = (typeof LEAK_KINDS)[number];

/** What {@link findLeaks} can look at: a recording, or an item that carries one and may tell more. */
export type LeakItem = Recording | MarkedItem;

/** An item with a recording, and with what its name does not tell. */
export interface MarkedItem {
  /** The recording that the item is, or was made from. */
  readonly recording: Recording;
  /** Hash of the samples; equal hashes are identical audio. `scanCorpus({ hash: true })` gives it. */
  readonly pcmHash?: string;
  /** What was done to the original, as `pitch+2`; empty or left out for an original. */
  readonly augmentation?: string;
  /** What stands after the seven fields of the file name, as `_noise`: a name for an augmentation too. */
  readonly suffix?: string;
}

/** Options of {@link findLeaks}. */
export interface FindLeaksOptions {
  /**
   * Kinds to look for.
   *
   * @default all of LEAK_KINDS
   */
  readonly kinds?: readonly LeakKind[] | undefined;
  /**
   * Whether to count RAVDESS' known pair of identical files where an item has no `pcmHash`. Switch it off for another
   * corpus under RAVDESS names.
   *
   * @default true
   */
  readonly knownFiles?: boolean | undefined;
}

/**
 * Every way in which test material is in the training part, one leak per shared subject, worst kinds first.
 *
 * An empty result means: by these names, marks and hashes the two parts share nothing, not even an actor.
 *
 * @throws RavdessError `invalid-option` for an unknown kind.
 */
export function findLeaks<T extends LeakItem>(
  train: readonly T[],
  test: readonly T[],
  options: FindLeaksOptions = {},
): Leak<T, LeakKind>[] {
  const { kinds = LEAK_KINDS, knownFiles = true } = options;
  const unknown = kinds.find((kind) => !LEAK_KINDS.includes(kind));
  if (unknown !== undefined) {
    const allowed = LEAK_KINDS.join(', ');
    throw new RavdessError('invalid-option', `kinds must be of ${allowed}; received ${String(unknown)}.`, {
      field: 'kinds',
      received: String(unknown),
      allowed,
    });
  }
  const left = train.map((item) => describe(item, knownFiles));
  const right = test.map((item) => describe(item, knownFiles));
  const rules = LEAK_KINDS.filter((kind) => kinds.includes(kind)).map(
    (kind): LeakRule<Described<T>, LeakKind> => ({
      kind,
      subject: ({ subjects }) => subjects[kind],
      joins: JOINS[kind],
    }),
  );
  return joinLeaks(left, right, rules).map((leak) => ({
    ...leak,
    train: leak.train.map(({ item }) => item),
    test: leak.test.map(({ item }) => item),
  }));
}

/** An item with all that it can share. */
interface Described<T> {
  readonly item: T;
  readonly augmented: boolean;
  /** Samples, by hash or as the known pair. */
  readonly audio: string | undefined;
  readonly modality: string;
  readonly repetition: number;
  readonly subjects: Readonly<Record<LeakKind, string | undefined>>;
}

function describe<T extends LeakItem>(item: T, knownFiles: boolean): Described<T> {
  const recording = recordingOf(item);
  const extra = 'recording' in item ? (item as MarkedItem) : undefined;
  // Actors beyond 24 are fine here: whoever made the items has said so.
  const key = formatFilename(recording, { extension: '', maxActor: 99 });
  const augmented = Boolean(extra?.augmentation) || Boolean(extra?.suffix);
  const known = knownFiles && !augmented && IDENTICAL_FILES.includes(`${key}.wav`);
  const audio = extra?.pcmHash ?? (known ? IDENTICAL_FILES.join(' = ') : undefined);
  const take = key.slice(3);
  return {
    item,
    augmented,
    audio,
    modality: recording.modality,
    repetition: recording.repetition,
    subjects: {
      'same-recording': augmented ? undefined : key,
      'identical-audio': audio,
      'same-take': augmented ? undefined : take,
      'augmented-copy': take,
      'other-repetition': `${take.slice(0, 12)}xx${take.slice(14)}`,
      'same-actor': `actor ${recording.actor}`,
    },
  };
}

/** Whether two items that share a kind's subject are a leak of that kind. */
const JOINS: Readonly<Record<LeakKind, <T>(a: Described<T>, b: Described<T>) => boolean>> = {
  'same-recording': () => true,
  // The same recording twice is told by its own kind.
  'identical-audio': (a, b) =>
    a.augmented || b.augmented || a.subjects['same-recording'] !== b.subjects['same-recording'],
  'same-take': (a, b) => a.modality !== b.modality,
  'augmented-copy': (a, b) => a.augmented || b.augmented,
  'other-repetition': (a, b) => a.repetition !== b.repetition,
  'same-actor': () => true,
};

/**
 * Throws where {@link findLeaks} finds anything.
 *
 * @throws RavdessError `leak`: the message counts the leaking test items of each kind.
 */
export function assertNoLeaks<T extends LeakItem>(
  train: readonly T[],
  test: readonly T[],
  options: FindLeaksOptions = {},
): void {
  const leaks = findLeaks(train, test, options);
  if (leaks.length === 0) return;
  throw new RavdessError(
    'leak',
    `Test material is in the training part. Of ${test.length} test items leak: ${countLeaks(leaks, LEAK_KINDS)}. ` +
      'Split by actor (actorFolds), or name the kinds that you check in `kinds`.',
  );
}
