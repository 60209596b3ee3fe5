import type { Augmentation } from './augmentation-plan.ts';

/** One usable recording of a corpus; its facts are columns from the moment that it is read. */
export interface Clip {
  readonly path: string;
  /** Stable identity inside the corpus: for RAVDESS the file name, else the path relative to the corpus. */
  readonly name: string;
  /** Class of the recording, as the corpus spells it. */
  readonly label: string;
  /** Who speaks; missing where the corpus does not tell. */
  readonly speaker?: string | undefined;
  /** What else the corpus tells of the recording, such as the sex of its speaker. */
  readonly facets: Readonly<Record<string, string | number>>;
  /** Seconds from where the recording starts in its file. @default 0 */
  readonly start?: number | undefined;
  /** Seconds to where it ends in its file. @default the end of the file */
  readonly end?: number | undefined;
  /** The part that the corpus itself puts it into. */
  readonly part?: Part | undefined;
}

/** The parts of a corpus: the model learns from one, early stopping watches one, the last one is for the report. */
export const PARTS = ['train', 'validation', 'test'] as const;

/** Name of a part. */
export type Part = (typeof PARTS)[number];

/** What a model sees: a clip as it is, or one augmented copy of it. */
export interface Example {
  readonly clip: Clip;
  readonly augmentation: Augmentation | null;
}

/** The classes of some clips, in order of name; a class's index is its place here. */
export function labelsOfClips(clips: Iterable<Clip>): string[] {
  return [...new Set(Array.from(clips, ({ label }) => label))].sort(byCodeUnit);
}

/** The speakers of some clips, numbers in their order, other names after them; those that are not told are left out. */
export function speakersOf(clips: Iterable<{ readonly speaker?: string | undefined }>): string[] {
  const told = Array.from(clips, ({ speaker }) => speaker).filter((speaker) => speaker !== undefined);
  return [...new Set(told)].sort(byName);
}

/** Each item's speaker as a number from 0, in the order of {@link speakersOf}: what goes together in resamples. */
export function speakerGroups(items: readonly { readonly speaker?: string | undefined }[]): number[] {
  const order = new Map(speakersOf(items).map((speaker, i) => [speaker, i]));
  return items.map(({ speaker }) => (speaker === undefined ? -1 : order.get(speaker)!));
}

/** Order of names: numbers by value, before other names, which go by their code units. */
export function byName(a: string, b: string): number {
  const [first, second] = [a, b].map((name) => (/^\d+$/.test(name) ? Number(name) : Number.POSITIVE_INFINITY));
  return first === second ? byCodeUnit(a, b) : first! - second!;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
