import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { classCounts } from '../input/class-counts.ts';
import type { Label } from '../input/label.ts';
import { meanRecall, unseenClasses } from './mean-recall.ts';
import { type ZeroDivision, zeroDivisionValue } from './zero-division.ts';

/** Options of {@link unweightedAverageRecall}. */
export interface UnweightedAverageRecallOptions extends TargetOptions {
  /**
   * The classes of the task. Fix them up front: UAR means "over these classes", whichever of them a fold happens to hold.
   * @default the labels that occur in `yTrue` or `yPred`
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * Recall of a class without true items: NaN leaves it out of the mean (balanced accuracy), 0 and 1 count it as such (macro
   * recall), `'warn'` leaves it out and warns.
   * @default 'warn'
   */
  readonly zeroDivision?: ZeroDivision | undefined;
}

const optionNames: OptionNames<UnweightedAverageRecallOptions> = { ...targetNames, labels: true, zeroDivision: true };

/**
 * Unweighted average recall (UAR, also UA): the plain mean of the recalls of `labels`, in [0, 1]; chance is 1 / classes.
 *
 * The competition measure of the ComParE challenges since 2009. It equals balanced accuracy and macro recall when every label
 * occurs in `yTrue`, and is defined by the label list when one does not. NaN when no label occurs in `yTrue`.
 * Reference: scikit-learn 1.9 `metrics.recall_score(average='macro', labels=labels, zero_division=nan)`.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function unweightedAverageRecall(options: UnweightedAverageRecallOptions): number {
  checkOptions('unweightedAverageRecall', options, optionNames);
  const { labels, zeroDivision = 'warn', onWarning } = options;
  const counts = classCounts(checkTargets(options), labels);
  if (zeroDivision === 'warn') unseenClasses(counts, onWarning);
  return meanRecall(counts, zeroDivision === 'warn' ? Number.NaN : zeroDivisionValue(zeroDivision));
}
