import { checkOptions } from '../input/check-options.ts';
import { type AccuracyScoreOptions, accuracyNames, accuracyScore } from './accuracy-score.ts';

/**
 * Weighted accuracy (WA, also WAR): what papers on speech emotion call the plain accuracy, in [0, 1].
 *
 * Recalls weighted by class size, hence the name; it is *not* a row of "weighted avg" precision or F1. The term is ambiguous in
 * the literature, so print it next to "accuracy". Same function as {@link accuracyScore}.
 *
 * @throws {MetricsError} for empty, unequal or unusable inputs.
 */
export function weightedAccuracy(options: AccuracyScoreOptions): number {
  checkOptions('weightedAccuracy', options, accuracyNames);
  return accuracyScore(options);
}
