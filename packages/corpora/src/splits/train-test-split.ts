import { CorporaError } from '../errors.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import { approximateMode } from './approximate-mode.ts';
import { encodeLabels, type Label } from './encode-labels.ts';
import { draw } from './shuffle-split.ts';
import type { Split } from './split.ts';
import { labelsOf, type SplitKey } from './split-key.ts';
import { type SplitSizes, splitSizes } from './split-sizes.ts';

/** Options of {@link trainTestSplit}. */
export interface TrainTestSplitOptions<T> {
  /**
   * Test part: a share between 0 and 1 (rounded up) or a count.
   *
   * @default the complement of `trainSize`, or 0.25
   */
  readonly testSize?: number | undefined;
  /**
   * Training part: a share between 0 and 1 (rounded down) or a count.
   *
   * @default the complement of `testSize`
   */
  readonly trainSize?: number | undefined;
  /**
   * Class whose shares both parts keep: `'label'`, or a function of the item.
   *
   * @default no stratification
   */
  readonly stratifyBy?: SplitKey<T> | undefined;
  /**
   * Seed of the shuffle, 0 to 2³² − 1: scikit-learn's `random_state`.
   *
   * @default 0
   */
  readonly seed?: number | undefined;
  /**
   * Whether to shuffle. Without it the first items train, and `stratifyBy` must be left out.
   *
   * @default true
   */
  readonly shuffle?: boolean | undefined;
}

/**
 * Splits items at random, stratified where `stratifyBy` is given: the same items in the same order as scikit-learn 1.9
 * `train_test_split(items, test_size, train_size, random_state=seed, stratify)`.
 *
 * The order of `items` matters: sort recordings by name first, as `readCorpus` does.
 * A random split puts most speakers on both sides: prefer `speakerFolds`, and see `findLeaks`.
 * For indices, split `items.keys()`: `trainTestSplit([...items.keys()], { stratifyBy: (i) => label(items[i]) })`.
 *
 * @throws CorporaError `invalid-option` where sizes, seed or `shuffle` do not fit.
 * @throws CorporaError `invalid-items` where a class has a single member or is short of a label.
 */
export function trainTestSplit<T>(items: readonly T[], options: TrainTestSplitOptions<T> = {}): Split<T> {
  const { testSize, trainSize, stratifyBy, seed = 0, shuffle = true } = options;
  const sizes = splitSizes(items.length, testSize, trainSize);
  const random = new MersenneTwister(seed);
  if (!shuffle) {
    if (stratifyBy !== undefined) {
      throw new CorporaError(
        'invalid-option',
        'stratifyBy needs a shuffle: leave out `shuffle: false`, or leave out stratifyBy.',
        { field: 'shuffle', received: 'false' },
      );
    }
    return { train: items.slice(0, sizes.train), test: items.slice(sizes.train, sizes.train + sizes.test) };
  }
  const { train, test } =
    stratifyBy === undefined
      ? draw(items.length, sizes, random)
      : stratified(labelsOf(items, stratifyBy, 'stratifyBy'), sizes, random);
  return { train: Array.from(train, (i) => items[i]!), test: Array.from(test, (i) => items[i]!) };
}

interface Indices {
  readonly train: ArrayLike<number>;
  readonly test: ArrayLike<number>;
}

/** scikit-learn 1.9 `StratifiedShuffleSplit._iter_indices`, first split. */
function stratified(labels: readonly Label[], sizes: SplitSizes, random: MersenneTwister): Indices {
  const { classes, codes, counts } = encodeLabels(labels, 'stratifyBy');
  const lonely = classes.filter((_, c) => counts[c]! < 2);
  if (lonely.length > 0) {
    throw new CorporaError(
      'invalid-items',
      `A stratified split needs at least 2 items of every class; 1 item has ${lonely.join(', ')}. Drop or merge such classes.`,
      { field: 'stratifyBy', received: lonely.join(', ') },
    );
  }
  for (const [part, size] of Object.entries(sizes)) {
    if (size < classes.length) {
      throw new CorporaError(
        'invalid-option',
        `The ${part} part of a stratified split needs at least one item per class: ${size} items, ${classes.length} classes.`,
        { field: `${part}Size`, received: String(size), allowed: `at least ${classes.length}` },
      );
    }
  }
  const trainCounts = approximateMode(counts, sizes.train, random);
  const testCounts = approximateMode(
    counts.map((count, c) => count - trainCounts[c]!),
    sizes.test,
    random,
  );
  const train = new Int32Array(sizes.train);
  const test = new Int32Array(sizes.test);
  let trained = 0;
  let tested = 0;
  for (const [c, indices] of membersOf(codes, counts).entries()) {
    const order = random.permutation(indices.length);
    const trainEnd = trainCounts[c]!;
    const testEnd = trainEnd + testCounts[c]!;
    for (let i = 0; i < trainEnd; i++) train[trained++] = indices[order[i]!]!;
    for (let i = trainEnd; i < testEnd; i++) test[tested++] = indices[order[i]!]!;
  }
  random.shuffle(train);
  random.shuffle(test);
  return { train, test };
}

/** For each class the indices of its items, ascending. */
function membersOf(codes: Int32Array, counts: Int32Array): Int32Array[] {
  const members = Array.from(counts, (count) => new Int32Array(count));
  const filled = new Int32Array(counts.length);
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    members[code]![filled[code]!++] = i;
  }
  return members;
}
