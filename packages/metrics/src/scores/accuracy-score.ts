import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { averageItems } from '../numeric/average-items.ts';

/** Options of {@link accuracyScore}. */
export interface AccuracyScoreOptions extends TargetOptions {
  /**
   * `false` returns the count (or summed weight) of correct items instead of their share.
   * @default true
   */
  readonly normalize?: boolean | undefined;
}

/** Names of the options. */
export const accuracyNames: OptionNames<AccuracyScoreOptions> = { ...targetNames, normalize: true };

/**
 * Share of items whose predicted label is the true one, in [0, 1].
 *
 * Papers on speech emotion call it weighted accuracy (WA) or weighted average recall (WAR).
 * Reference: scikit-learn 1.9 `metrics.accuracy_score`.
 *
 * @throws {MetricsError} for empty, unequal or unusable inputs.
 */
export function accuracyScore(options: AccuracyScoreOptions): number {
  checkOptions('accuracyScore', options, accuracyNames);
  const { normalize = true, ...targets } = options;
  const { first, second, weights } = checkTargets(targets);
  return averageItems(
    new Float64Array(first.length).map((_, i) => (first[i] === second[i] ? 1 : 0)),
    weights,
    normalize,
  );
}
