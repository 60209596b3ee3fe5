import { RavdessError } from '../errors.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import type { Split } from './train-test-split.ts';

/** Options that every k-fold splitter takes. */
export interface KFoldOptions {
  /**
   * Number of folds, at least 2: scikit-learn's `n_splits`.
   *
   * @default 5
   */
  readonly nSplits?: number;
  /**
   * Whether to shuffle before the folds are dealt.
   *
   * @default false
   */
  readonly shuffle?: boolean;
  /**
   * Seed of the shuffle, 0 to 2³² − 1: scikit-learn's `random_state`. Needs `shuffle: true`.
   *
   * @default 0
   */
  readonly seed?: number;
}

/** Checked options; `random` is there where a shuffle is asked for. */
export interface CheckedKFoldOptions {
  readonly nSplits: number;
  readonly random: MersenneTwister | undefined;
}

/**
 * Checks the common options against the number of items.
 *
 * @throws RavdessError `invalid-option` where a fold would be empty, or a seed is given without a shuffle.
 */
export function checkKFoldOptions(options: KFoldOptions, items: number): CheckedKFoldOptions {
  const { nSplits = 5, shuffle = false, seed } = options;
  if (!Number.isInteger(nSplits) || nSplits < 2 || nSplits > items) {
    throw new RavdessError(
      'invalid-option',
      `nSplits must be a whole number from 2 to the number of items, ${items}; received ${nSplits}.`,
      { field: 'nSplits', received: String(nSplits), allowed: `2 to ${items}` },
    );
  }
  if (!shuffle && seed !== undefined) {
    throw new RavdessError(
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
 * Refuses more folds than the largest class has members.
 *
 * @throws RavdessError `invalid-items`.
 */
export function checkLargestClass(counts: Int32Array, nSplits: number): void {
  const largest = counts.reduce((a, b) => Math.max(a, b), 0);
  if (nSplits <= largest) return;
  throw new RavdessError(
    'invalid-items',
    `${nSplits} folds need a class of at least ${nSplits} items; the largest has ${largest}. Take fewer folds.`,
    { field: 'nSplits', received: String(nSplits), allowed: `2 to ${largest}` },
  );
}

/**
 * Refuses more folds than there are groups.
 *
 * @throws RavdessError `invalid-items`.
 */
export function checkGroupCount(groups: number, nSplits: number): void {
  if (nSplits <= groups) return;
  throw new RavdessError(
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
