import { type CorpusRow, PARTS, type Part } from '@ser/corpora';
import type { Augmentation } from './augmentation.ts';

export { PARTS, type Part };

/** One usable recording of a corpus, or a segment of one; its facts are columns from the moment that it is read. */
export type Clip = CorpusRow;

/**
 * Which stretch of a recording an example is: its start; a crop, by the share (in [0, 1)) of the places where one can begin;
 * one of its windows, by number from 0; or all of them, before it is known how many there are.
 */
export type Place = 'start' | { readonly crop: number } | { readonly window: number } | 'windows';

/** What a model sees: a stretch of a clip as it is, or one augmented copy of it. */
export interface Example {
  readonly clip: Clip;
  readonly augmentation: Augmentation | null;
  /** @default 'start' */
  readonly place?: Place;
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
