import { checkKFoldOptions, type KFoldOptions, splitsOf } from './k-fold-options.ts';
import type { Split } from './split.ts';

/**
 * Folds of consecutive items, or of shuffled ones: the same as scikit-learn 1.9 `KFold(n_splits, shuffle, random_state)`.
 *
 * It knows nothing of classes and speakers: `stratifiedKFold` and `speakerFolds` do. Both parts keep the order of the items.
 *
 * @throws CorporaError `invalid-option` for a bad number of folds or a seed without a shuffle.
 */
export function kFold<T>(items: readonly T[], options: KFoldOptions = {}): Split<T>[] {
  const { nSplits, random } = checkKFoldOptions(options, items.length);
  const order = Int32Array.from(items.keys());
  random?.shuffle(order);
  const foldOf = new Int32Array(items.length);
  const [size, longer] = [Math.floor(items.length / nSplits), items.length % nSplits];
  for (const [place, i] of order.entries()) {
    // The first folds are one longer where the items do not divide.
    foldOf[i] = place < longer * (size + 1) ? Math.floor(place / (size + 1)) : Math.floor((place - longer) / size);
  }
  return splitsOf(items, foldOf, nSplits);
}
