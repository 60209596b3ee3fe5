import { encodeLabels } from './encode-labels.ts';
import { checkGroupCount, checkKFoldOptions, type KFoldOptions, splitsOf } from './k-fold-options.ts';
import type { Split } from './split.ts';
import { labelsOf, type SplitKey } from './split-key.ts';

/** Options of {@link groupKFold}. */
export interface GroupKFoldOptions<T> extends KFoldOptions {
  /** Group that stays together: `'speaker'`, or a function of the item. */
  readonly groupBy: SplitKey<T>;
}

/**
 * Folds that keep groups together: the same as scikit-learn 1.9 `GroupKFold(n_splits, shuffle, random_state)`.
 *
 * Without a shuffle the largest groups come first, each into the lightest fold. Where the sexes alternate with the names of
 * the speakers, an even number of folds then puts one sex alone into every fold: `speakerFolds` balances them.
 *
 * @throws CorporaError `invalid-option` for a bad number of folds or a seed without a shuffle.
 * @throws CorporaError `invalid-items` where there are fewer groups than folds, or a group is missing.
 */
export function groupKFold<T>(items: readonly T[], options: GroupKFoldOptions<T>): Split<T>[] {
  const { nSplits, random } = checkKFoldOptions(options, items.length);
  const { classes, codes, counts } = encodeLabels(labelsOf(items, options.groupBy, 'groupBy'), 'groupBy');
  checkGroupCount(classes.length, nSplits);

  const foldOf = new Int32Array(classes.length);
  if (random !== undefined) {
    // numpy.array_split: the first parts are one longer.
    const long = classes.length % nSplits;
    const size = Math.floor(classes.length / nSplits);
    for (const [i, group] of random.permutation(classes.length).entries()) {
      foldOf[group] = i < long * (size + 1) ? Math.floor(i / (size + 1)) : Math.floor((i - long) / size);
    }
  } else {
    const sizes = new Float64Array(nSplits);
    // A stable ascending sort read backwards: of groups of one size the last comes first.
    const descending = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || b - a);
    for (const group of descending) {
      const lightest = sizes.indexOf(Math.min(...sizes));
      sizes[lightest]! += counts[group]!;
      foldOf[group] = lightest;
    }
  }
  return splitsOf(
    items,
    codes.map((group) => foldOf[group]!),
    nSplits,
  );
}
