import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { classCounts } from '../input/class-counts.ts';
import { matthewsOfCounts } from './matthews-of-counts.ts';

/** Options of {@link matthewsCorrcoef}. */
export type MatthewsCorrcoefOptions = TargetOptions;

const optionNames: OptionNames<MatthewsCorrcoefOptions> = { ...targetNames };

/**
 * Matthews correlation coefficient for two or more classes, in [−1, 1]; 0 where it is undefined (a constant side).
 *
 * Reference: scikit-learn 1.9 `metrics.matthews_corrcoef`; Gorodkin, 2004, equation 8.
 *
 * @throws {MetricsError} for empty, unequal or unusable inputs.
 */
export function matthewsCorrcoef(options: MatthewsCorrcoefOptions): number {
  checkOptions('matthewsCorrcoef', options, optionNames);
  const { truePositives, predicted, support } = classCounts(checkTargets(options));
  return matthewsOfCounts(truePositives, predicted, support);
}
