import { encodeLabels } from './encode-labels.ts';
import {
  checkGroupCount,
  checkKFoldOptions,
  checkLargestClass,
  type KFoldOptions,
  splitsOf,
} from './k-fold-options.ts';
import { pairwiseSum } from './pairwise-sum.ts';
import type { Split } from './split.ts';
import { labelsOf, type SplitKey } from './split-key.ts';
import { columnDeviation, standardDeviation } from './standard-deviation.ts';

/** Options of {@link stratifiedGroupKFold}. */
export interface StratifiedGroupKFoldOptions<T> extends KFoldOptions {
  /** Class whose shares every fold keeps as far as the groups allow: `'label'`, or a function of the item. */
  readonly stratifyBy: SplitKey<T>;
  /** Group that stays together: `'speaker'`, or a function of the item. */
  readonly groupBy: SplitKey<T>;
}

/**
 * Folds that keep groups together and the shares of the classes as far as that allows: the same as scikit-learn 1.9
 * `StratifiedGroupKFold(n_splits, shuffle, random_state)`.
 *
 * Groups of the most uneven class counts come first, each into the fold where the shares of all classes then differ
 * least between folds. It does not balance the sexes of the speakers: `speakerFolds` does.
 *
 * @throws CorporaError `invalid-option` for a bad number of folds or a seed without a shuffle.
 * @throws CorporaError `invalid-items` where classes or groups are too few, or a label is missing.
 */
export function stratifiedGroupKFold<T>(items: readonly T[], options: StratifiedGroupKFoldOptions<T>): Split<T>[] {
  const { nSplits, random } = checkKFoldOptions(options, items.length);
  const labels = encodeLabels(labelsOf(items, options.stratifyBy, 'stratifyBy'), 'stratifyBy');
  const groups = encodeLabels(labelsOf(items, options.groupBy, 'groupBy'), 'groupBy');
  checkLargestClass(labels.counts, nSplits);
  checkGroupCount(groups.classes.length, nSplits);

  const table = groups.classes.map(() => new Float64Array(labels.classes.length));
  for (const [i, group] of groups.codes.entries()) table[group]![labels.codes[i]!]!++;

  const order = Array.from(table.keys());
  random?.shuffle(order);
  const spread = table.map(standardDeviation);
  // A stable sort: groups of equal spread stay in the shuffled order.
  order.sort((a, b) => spread[b]! - spread[a]!);

  const foldOf = new Int32Array(groups.classes.length);
  const folds = Array.from({ length: nSplits }, () => new Float64Array(labels.classes.length));
  for (const group of order) {
    const best = bestFold(folds, table[group]!, labels.counts);
    foldOf[group] = best;
    for (const [c, count] of table[group]!.entries()) folds[best]![c]! += count;
  }
  return splitsOf(
    items,
    groups.codes.map((group) => foldOf[group]!),
    nSplits,
  );
}

/** The fold in which a group makes the class shares of all folds most even; near ties go to the smallest fold. */
function bestFold(folds: readonly Float64Array[], group: Float64Array, classCounts: Int32Array): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  let smallest = Number.POSITIVE_INFINITY;
  for (let candidate = 0; candidate < folds.length; candidate++) {
    const deviations = Float64Array.from(classCounts, (classCount, c) => {
      const shares = folds.map((fold, f) => (f === candidate ? fold[c]! + group[c]! : fold[c]!) / classCount);
      return columnDeviation(shares, classCounts.length);
    });
    const evaluation = pairwiseSum(deviations) / deviations.length;
    const size = pairwiseSum(folds[candidate]!);
    if (evaluation < least || (isClose(evaluation, least) && size < smallest)) {
      least = evaluation;
      smallest = size;
      best = candidate;
    }
  }
  return best;
}

/** `numpy.isclose` with its default tolerances, for finite numbers. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);
}
