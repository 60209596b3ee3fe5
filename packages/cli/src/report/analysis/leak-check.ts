import { findLeaks, LEAK_KINDS, type LeakItem, type LeakKind } from '@ser/corpora';
import { IDENTICAL_FILES } from '@ser/ravdess';
import type { Part } from '../../corpus/clip.ts';
import type { SplitRow } from '../run-data.ts';
import { partsByFold } from './parts-by-fold.ts';

/** How many files of one part share something with another part. */
export interface LeakCount {
  readonly kind: LeakKind;
  /** Files of the later part concerned; with several folds the sum over folds. */
  readonly files: number;
  /** Things shared: speakers, recordings, takes. */
  readonly subjects: number;
}

/** Two parts of a split that must not share anything. */
export interface PartPair {
  readonly earlier: Part;
  readonly later: Part;
  /** Files of the later part. */
  readonly files: number;
  /** Every kind of leak, worst first, zero where there is none. */
  readonly counts: readonly LeakCount[];
}

/** What the table of a split tells about leaks. */
export interface LeakCheck {
  readonly pairs: readonly PartPair[];
  /** Files whose speaker the corpus does not tell, so that less can be said of them. */
  readonly unknownSpeakers: number;
  readonly folds: number;
}

type Item = LeakItem & Pick<SplitRow, 'file'>;
type Parts = Readonly<Record<Part, readonly Item[]>>;

const PAIRS = [
  ['train', 'test'],
  ['validation', 'test'],
  ['train', 'validation'],
] as const;

/**
 * Looks for leaks between the parts of a split, by what the corpus tells of its recordings; fold by fold where folds are
 * pooled.
 *
 * RAVDESS' known pair of identical recordings counts only where the corpus is RAVDESS; others are those whose voice statistics are
 * equal.
 */
export function leakCheck(
  rows: readonly SplitRow[],
  { corpus, sameSound = [] }: { readonly corpus: string; readonly sameSound?: readonly (readonly string[])[] },
): LeakCheck {
  const known = corpus === 'RAVDESS' ? [IDENTICAL_FILES] : [];
  const soundOf = new Map([...known, ...sameSound].flatMap((names) => names.map((name) => [name, names.join(' = ')])));
  const items = rows.map(({ file, speaker, label, facets, part, fold }) => ({
    file,
    name: file,
    label,
    facets,
    part,
    fold,
    ...(speaker !== '' && { speaker }),
    ...(soundOf.has(file) && { pcmHash: soundOf.get(file)! }),
  }));
  const folds: Parts[] = partsByFold(items);
  return {
    pairs: PAIRS.flatMap(([earlier, later]) => {
      const present = folds.filter((parts) => parts[earlier].length > 0 && parts[later].length > 0);
      return present.length > 0 ? [pairOf(earlier, later, present)] : [];
    }),
    unknownSpeakers: rows.filter(({ speaker }) => speaker === '').length,
    folds: folds.length,
  };
}

function pairOf(earlier: Part, later: Part, folds: readonly Parts[]): PartPair {
  const leaks = folds.map((parts) => findLeaks(parts[earlier], parts[later]));
  return {
    earlier,
    later,
    files: folds.reduce((sum, parts) => sum + parts[later].length, 0),
    counts: LEAK_KINDS.map((kind) => {
      const own = leaks.map((list) => list.filter((leak) => leak.kind === kind));
      return {
        kind,
        subjects: own.reduce((sum, list) => sum + list.length, 0),
        files: own.reduce(
          (sum, list) => sum + new Set(list.flatMap(({ test }) => test.map(({ file }) => file))).size,
          0,
        ),
      };
    }),
  };
}
