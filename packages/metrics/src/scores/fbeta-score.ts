import { checkOptions, classScoreNames, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { Average } from './average-scores.ts';
import { type ClassScoreOptions, precisionRecallFscoreSupport } from './precision-recall-fscore-support.ts';
import type { AverageOption } from './select-classes.ts';

/** Options of {@link fbetaScore}. */
export interface FbetaScoreOptions extends ClassScoreOptions {
  /** How many times recall counts as much as precision, ≥ 0; 0 is precision, Infinity is recall. */
  readonly beta: number;
  /**
   * How to average over classes; `null` returns each class, in the order of `labels`.
   * @default 'binary'
   */
  readonly average?: AverageOption | undefined;
}

const optionNames: OptionNames<FbetaScoreOptions> = {
  ...classScoreNames,
  beta: true,
  average: true,
};

/**
 * F-measure (1 + β²)·tp / ((1 + β²)·tp + β²·fn + fp), in [0, 1].
 *
 * Reference: scikit-learn 1.9 `metrics.fbeta_score`.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function fbetaScore(options: FbetaScoreOptions & { readonly average: null }): OwnedFloat64;
export function fbetaScore(options: FbetaScoreOptions & { readonly average?: Average | 'binary' | undefined }): number;
export function fbetaScore(options: FbetaScoreOptions): number | OwnedFloat64;
export function fbetaScore(options: FbetaScoreOptions): number | OwnedFloat64 {
  checkOptions('fbetaScore', options, optionNames);
  const { average = 'binary', ...rest } = options;
  return precisionRecallFscoreSupport({ ...rest, average, warnFor: ['fScore'] }).fScore;
}
