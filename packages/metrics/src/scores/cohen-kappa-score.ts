import { checkOneOf, optionError } from '../input/check-option.ts';
import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { confusionCounts } from '../input/confusion-counts.ts';
import type { Label } from '../input/label.ts';
import { kappaOfCounts } from './kappa-of-counts.ts';

/** Options of {@link cohenKappaScore}. */
export interface CohenKappaScoreOptions extends TargetOptions {
  /**
   * Classes, in order; at least one must occur in `yTrue`. With `weights` the order is the scale: the default is alphabetical,
   * which means nothing for nominal classes such as emotions.
   * @default the labels that occur, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * Cost of confusing classes i and j: 1 (`null`), |i − j| (`'linear'`) or (i − j)² (`'quadratic'`).
   * @default null
   */
  readonly weights?: 'linear' | 'quadratic' | null | undefined;
  /**
   * Result where kappa is 0 / 0, as for two constant raters: NaN or a number in [−1, 1].
   * @default NaN
   */
  readonly replaceUndefinedBy?: number | undefined;
}

const optionNames: OptionNames<CohenKappaScoreOptions> = {
  ...targetNames,
  labels: true,
  weights: true,
  replaceUndefinedBy: true,
};

/**
 * Cohen's kappa: agreement of two raters beyond chance, in [−1, 1].
 *
 * Symmetric in `yTrue` and `yPred`, which may be any two raters.
 * Reference: scikit-learn 1.9 `metrics.cohen_kappa_score` (its `y1`, `y2`); Cohen, 1960.
 *
 * @throws {MetricsError} for unusable inputs or options, or when none of `labels` occurs in `yTrue`.
 */
export function cohenKappaScore(options: CohenKappaScoreOptions): number {
  checkOptions('cohenKappaScore', options, optionNames);
  const { labels, weights = null, replaceUndefinedBy = Number.NaN, onWarning } = options;
  checkOneOf('weights', weights, [null, 'linear', 'quadratic']);
  if (!Number.isNaN(replaceUndefinedBy) && !(replaceUndefinedBy >= -1 && replaceUndefinedBy <= 1)) {
    throw optionError('replaceUndefinedBy', 'NaN or a number in [-1, 1]', replaceUndefinedBy);
  }
  const confusion = confusionCounts(checkTargets(options), labels);
  const kappa = kappaOfCounts(confusion.counts, confusion.labels.length, weights);
  if (!Number.isNaN(kappa)) return kappa;
  onWarning?.({
    code: 'undefined-metric',
    message: `kappa is 0 / 0 and set to ${replaceUndefinedBy}: the raters share one label at most. Control: replaceUndefinedBy.`,
  });
  return replaceUndefinedBy;
}
