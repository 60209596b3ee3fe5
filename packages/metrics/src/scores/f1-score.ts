import { checkOptions, classScoreNames, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { Average } from './average-scores.ts';
import { type FbetaScoreOptions, fbetaScore } from './fbeta-score.ts';

/** Options of {@link f1Score}. */
export type F1ScoreOptions = Omit<FbetaScoreOptions, 'beta'>;

const optionNames: OptionNames<F1ScoreOptions> = {
  ...classScoreNames,
  average: true,
};

/**
 * F1, the harmonic mean of precision and recall: 2·tp / (2·tp + fp + fn), in [0, 1].
 *
 * Reference: scikit-learn 1.9 `metrics.f1_score`, the default `average: 'binary'` with `posLabel: 1` included.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function f1Score(options: F1ScoreOptions & { readonly average: null }): OwnedFloat64;
export function f1Score(options: F1ScoreOptions & { readonly average?: Average | 'binary' | undefined }): number;
export function f1Score(options: F1ScoreOptions): number | OwnedFloat64;
export function f1Score(options: F1ScoreOptions): number | OwnedFloat64 {
  checkOptions('f1Score', options, optionNames);
  return fbetaScore({ ...options, beta: 1 });
}
