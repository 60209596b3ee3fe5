import { CorporaError } from '../errors.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import type { Split } from './split.ts';

/** Options that every k-fold splitter takes. */
export interface KFoldOptions {
  /**
   * Number of folds, at least 2: scikit-learn's `n_splits`.
   *
   * @default 5
   */
  readonly nSplits?: number | undefined;
  /**
   * Whether to shuffle before the folds are dealt.
   *
   * @default false
   */
  readonly shuffle?: boolean | undefined;
  /**
   * Seed of the shuffle, 0 to 2³² − 1: scikit-learn's `random_state`. Needs `shuffle: true`.
   *
   * @default 0
   */
  readonly seed?: number | undefined;
}

/** Checked options; `random` is there where a shuffle is asked for. */
export interface CheckedKFoldOptions {
  readonly nSplits: number;
  readonly random: MersenneTwister | undefined;
}

/**
 * Checks the common options against the number of items.
 *
 * @throws CorporaError `invalid-option` where a fold would be empty, or a seed is given without a shuffle.
 */
export function checkKFoldOptions(options: KFoldOptions, items: number): CheckedKFoldOptions {
  const { nSplits = 5, shuffle = false, seed } = options;
  checkFoldCount('nSplits', nSplits, items, 'items');
  if (!shuffle && seed !== undefined) {
    throw new CorporaError(
      'invalid-option',
      `seed ${seed} has no effect without shuffle: true; leave one out or add it.`,
      {
        field: 'seed',
        received: String(seed),
      },
    );
  }
  return { nSplits, random: shuffle ? new MersenneTwister(seed ?? 0) : undefined };
}

/**
 * Refuses a number of folds that is not whole, below 2, or above the number of what is dealt.
 *
 * @throws CorporaError `invalid-option`.
 */
export function checkFoldCount(option: string, folds: number, count: number, what: string): void {
  if (Number.isInteger(folds) && folds >= 2 && folds <= count) return;
  throw new CorporaError(
    'invalid-option',
    `${option} must be a whole number from 2 to the number of ${what}, ${count}; received ${folds}.`,
    { field: option, received: String(folds), allowed: `2 to ${count}` },
  );
}

/**
 * Refuses more folds than the largest class has members.
 *
 * @throws CorporaError `invalid-items`.
 */
export function checkLargestClass(counts: Int32Array, nSplits: number): void {
  const largest = counts.reduce((a, b) => Math.max(a, b), 0);
  if (nSplits <= largest) return;
  throw new CorporaError(
    'invalid-items',
    `${nSplits} folds need a class of at least ${nSplits} items; the largest has ${largest}. Take fewer folds.`,
    { field: 'nSplits', received: String(nSplits), allowed: `2 to ${largest}` },
  );
}

/**
 * Refuses more folds than there are groups.
 *
 * @throws CorporaError `invalid-items`.
 */
export function checkGroupCount(groups: number, nSplits: number): void {
  if (nSplits <= groups) return;
  throw new CorporaError(
    'invalid-items',
    `${nSplits} folds need as many groups; there are ${groups}. Take fewer folds.`,
    {
      field: 'nSplits',
      received: String(nSplits),
      allowed: `2 to ${groups}`,
    },
  );
}

/** One split a fold: the items of the fold test, all others train; both in the order of the items. */
export function splitsOf<T>(items: readonly T[], folds: ArrayLike<number>, nSplits: number): Split<T>[] {
  const splits = Array.from({ length: nSplits }, (): Split<T> => ({ train: [], test: [] }));
  for (const [i, item] of items.entries()) {
    for (const [fold, split] of splits.entries()) (folds[i] === fold ? split.test : split.train).push(item);
  }
  return splits;
}
