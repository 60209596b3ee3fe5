import { encodeLabels } from './encode-labels.ts';
import { checkKFoldOptions, checkLargestClass, type KFoldOptions, splitsOf } from './k-fold-options.ts';
import type { Split } from './split.ts';
import { labelsOf, type SplitKey } from './split-key.ts';

/** Options of {@link stratifiedKFold}. */
export interface StratifiedKFoldOptions<T> extends KFoldOptions {
  /** Class whose shares every fold keeps: `'label'`, or a function of the item. */
  readonly stratifyBy: SplitKey<T>;
}

/**
 * Folds that keep the shares of the classes: the same as scikit-learn 1.9 `StratifiedKFold(n_splits, shuffle,
 * random_state)`.
 *
 * It knows nothing of speakers: most are on both sides. A class with fewer members than folds is missing from some test
 * parts.
 *
 * @throws CorporaError `invalid-option` for a bad number of folds or a seed without a shuffle.
 * @throws CorporaError `invalid-items` where every class has fewer members than there are folds, or a label is missing.
 */
export function stratifiedKFold<T>(items: readonly T[], options: StratifiedKFoldOptions<T>): Split<T>[] {
  const { nSplits, random } = checkKFoldOptions(options, items.length);
  const { codes, counts } = encodeLabels(labelsOf(items, options.stratifyBy, 'stratifyBy'), 'stratifyBy');
  checkLargestClass(counts, nSplits);

  // Classes are numbered by first appearance, so that renaming them changes nothing.
  const order = [...new Set(codes)];
  // The items, sorted by class, are dealt round robin: it tells how many of each class every fold gets.
  const shares = order.map(() => new Int32Array(nSplits));
  let dealt = 0;
  for (const [k, code] of order.entries()) {
    for (let n = 0; n < counts[code]!; n++) shares[k]![dealt++ % nSplits]!++;
  }
  // Within a class the folds take consecutive blocks, which keeps neighbors together, unless they are shuffled.
  const queues = new Map<number, Iterator<number>>();
  for (const [k, code] of order.entries()) {
    const folds = Array.from(shares[k]!).flatMap((share, fold) => Array<number>(share).fill(fold));
    random?.shuffle(folds);
    queues.set(code, folds.values());
  }
  const folds = Int32Array.from(codes, (code) => queues.get(code)!.next().value as number);
  return splitsOf(items, folds, nSplits);
}
