import { checkOptions, classScoreNames, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { Average } from './average-scores.ts';
import { type ClassScoreOptions, precisionRecallFscoreSupport } from './precision-recall-fscore-support.ts';
import type { AverageOption } from './select-classes.ts';

/** Options of {@link recallScore}. */
export interface RecallScoreOptions extends ClassScoreOptions {
  /**
   * How to average over classes; `null` returns each class, in the order of `labels`.
   * @default 'binary'
   */
  readonly average?: AverageOption | undefined;
}

const optionNames: OptionNames<RecallScoreOptions> = {
  ...classScoreNames,
  average: true,
};

/**
 * Share of the items of a class that were predicted as it: tp / (tp + fn), in [0, 1].
 *
 * Averaged `'macro'` over fixed labels it is the unweighted average recall (UAR) of speech emotion papers.
 *
 * Reference: scikit-learn 1.9 `metrics.recall_score`, the default `average: 'binary'` with `posLabel: 1` included.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function recallScore(options: RecallScoreOptions & { readonly average: null }): OwnedFloat64;
export function recallScore(
  options: RecallScoreOptions & { readonly average?: Average | 'binary' | undefined },
): number;
export function recallScore(options: RecallScoreOptions): number | OwnedFloat64;
export function recallScore(options: RecallScoreOptions): number | OwnedFloat64 {
  checkOptions('recallScore', options, optionNames);
  const { average = 'binary', ...rest } = options;
  return precisionRecallFscoreSupport({ ...rest, average, warnFor: ['recall'] }).recall;
}
