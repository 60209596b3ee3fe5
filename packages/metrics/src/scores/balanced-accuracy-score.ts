import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { classCounts } from '../input/class-counts.ts';
import { meanRecall, unseenClasses } from './mean-recall.ts';

/** Options of {@link balancedAccuracyScore}. */
export interface BalancedAccuracyScoreOptions extends TargetOptions {
  /**
   * Rescales so that chance is 0 and perfect is 1; NaN with a single class.
   * @default false
   */
  readonly adjusted?: boolean | undefined;
}

const optionNames: OptionNames<BalancedAccuracyScoreOptions> = { ...targetNames, adjusted: true };

/**
 * Mean recall over the classes that occur in `yTrue`, in [0, 1].
 *
 * A class that occurs only in `yPred` is left out, with a warning, whereas macro recall counts it as 0: the two differ on the
 * same data as soon as a fold misses a class. `unweightedAverageRecall` takes the class list up front.
 * Reference: scikit-learn 1.9 `metrics.balanced_accuracy_score`.
 *
 * @throws {MetricsError} for empty, unequal or unusable inputs.
 */
export function balancedAccuracyScore(options: BalancedAccuracyScoreOptions): number {
  checkOptions('balancedAccuracyScore', options, optionNames);
  const { adjusted = false, ...rest } = options;
  const counts = classCounts(checkTargets(rest));
  const unseen = unseenClasses(counts, rest.onWarning);
  const score = meanRecall(counts, Number.NaN);
  if (!adjusted) return score;
  const chance = 1 / (counts.labels.length - unseen.length);
  return (score - chance) / (1 - chance);
}
