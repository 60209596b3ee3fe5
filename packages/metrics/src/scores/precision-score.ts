import { checkOptions, classScoreNames, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { Average } from './average-scores.ts';
import { type ClassScoreOptions, precisionRecallFscoreSupport } from './precision-recall-fscore-support.ts';
import type { AverageOption } from './select-classes.ts';

/** Options of {@link precisionScore}. */
export interface PrecisionScoreOptions extends ClassScoreOptions {
  /**
   * How to average over classes; `null` returns each class, in the order of `labels`.
   * @default 'binary'
   */
  readonly average?: AverageOption | undefined;
}

const optionNames: OptionNames<PrecisionScoreOptions> = {
  ...classScoreNames,
  average: true,
};

/**
 * Share of the items predicted as a class that are of it: tp / (tp + fp), in [0, 1].
 *
 * Reference: scikit-learn 1.9 `metrics.precision_score`, the default `average: 'binary'` with `posLabel: 1` included.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function precisionScore(options: PrecisionScoreOptions & { readonly average: null }): OwnedFloat64;
export function precisionScore(
  options: PrecisionScoreOptions & { readonly average?: Average | 'binary' | undefined },
): number;
export function precisionScore(options: PrecisionScoreOptions): number | OwnedFloat64;
export function precisionScore(options: PrecisionScoreOptions): number | OwnedFloat64 {
  checkOptions('precisionScore', options, optionNames);
  const { average = 'binary', ...rest } = options;
  return precisionRecallFscoreSupport({ ...rest, average, warnFor: ['precision'] }).precision;
}
