import { CorporaError } from '../errors.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import { encodeLabels } from './encode-labels.ts';
import type { Split } from './split.ts';
import { labelsOf, type SplitKey } from './split-key.ts';
import { type SplitSizes, splitSizes } from './split-sizes.ts';

/** Options of {@link shuffleSplit}. */
export interface ShuffleSplitOptions {
  /**
   * Number of splits, at least 1, each drawn anew: scikit-learn's `n_splits`.
   *
   * @default 10, with groups 5
   */
  readonly nSplits?: number | undefined;
  /**
   * Test part: a share between 0 and 1 (rounded up) or a count; with groups of the groups.
   *
   * @default the complement of `trainSize`, or 0.1, with groups 0.2
   */
  readonly testSize?: number | undefined;
  /**
   * Training part: a share between 0 and 1 (rounded down) or a count.
   *
   * @default the complement of `testSize`
   */
  readonly trainSize?: number | undefined;
  /**
   * Seed of the draws, 0 to 2³² − 1: scikit-learn's `random_state`.
   *
   * @default 0
   */
  readonly seed?: number | undefined;
}

/** Options of {@link groupShuffleSplit}. */
export interface GroupShuffleSplitOptions<T> extends ShuffleSplitOptions {
  /** Group that stays together: `'speaker'`, or a function of the item. */
  readonly groupBy: SplitKey<T>;
}

/**
 * Random splits, one after the other from one stream: the same items in the same order as scikit-learn 1.9
 * `ShuffleSplit(n_splits, test_size, train_size, random_state)`.
 *
 * Test parts of different splits overlap. It knows nothing of speakers: `groupShuffleSplit` keeps them apart.
 *
 * @throws CorporaError `invalid-option` where a number, size or seed does not fit.
 */
export function shuffleSplit<T>(items: readonly T[], options: ShuffleSplitOptions = {}): Split<T>[] {
  return draws(items.length, options, 10, 0.1).map(({ train, test }) => ({
    train: Array.from(train, (i) => items[i]!),
    test: Array.from(test, (i) => items[i]!),
  }));
}

/**
 * Random splits that keep groups together: the same as scikit-learn 1.9 `GroupShuffleSplit(n_splits, test_size, train_size,
 * random_state)`. Both parts keep the order of the items; sizes are numbers of groups.
 *
 * @throws CorporaError `invalid-option` where a number, size or seed does not fit.
 * @throws CorporaError `invalid-items` where a group is missing.
 */
export function groupShuffleSplit<T>(items: readonly T[], options: GroupShuffleSplitOptions<T>): Split<T>[] {
  const { classes, codes } = encodeLabels(labelsOf(items, options.groupBy, 'groupBy'), 'groupBy');
  return draws(classes.length, options, 5, 0.2).map(({ train, test }) => {
    const [trained, tested] = [new Set(train), new Set(test)];
    return {
      train: items.filter((_, i) => trained.has(codes[i]!)),
      test: items.filter((_, i) => tested.has(codes[i]!)),
    };
  });
}

/** Indices of the parts, a permutation per split: the test part first. */
export function draw(count: number, sizes: SplitSizes, random: MersenneTwister): Split<number> {
  const order = random.permutation(count);
  return {
    train: Array.from(order.subarray(sizes.test, sizes.test + sizes.train)),
    test: Array.from(order.subarray(0, sizes.test)),
  };
}

function draws(
  count: number,
  options: ShuffleSplitOptions,
  defaultSplits: number,
  defaultTest: number,
): Split<number>[] {
  const { nSplits = defaultSplits, testSize, trainSize, seed = 0 } = options;
  if (!Number.isInteger(nSplits) || nSplits < 1) {
    throw new CorporaError('invalid-option', `nSplits must be a whole number, at least 1; received ${nSplits}.`, {
      field: 'nSplits',
      received: String(nSplits),
      allowed: 'at least 1',
    });
  }
  const sizes = splitSizes(count, testSize, trainSize, defaultTest);
  const random = new MersenneTwister(seed);
  return Array.from({ length: nSplits }, () => draw(count, sizes, random));
}
