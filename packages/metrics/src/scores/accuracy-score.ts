import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { weightSum } from '../input/check-weights.ts';
import { pairwiseSum } from '../numeric/pairwise-sum.ts';

/** Options of {@link accuracyScore}. */
export interface AccuracyScoreOptions extends TargetOptions {
  /**
   * `false` returns the count (or summed weight) of correct items instead of their share.
   * @default true
   */
  readonly normalize?: boolean | undefined;
}

/**
 * Share of items whose predicted label is the true one, in [0, 1].
 *
 * Papers on speech emotion call it weighted accuracy (WA) or weighted average recall (WAR).
 * Reference: scikit-learn 1.9 `metrics.accuracy_score`.
 *
 * @throws {MetricsError} for empty, unequal or unusable inputs.
 */
export function accuracyScore({ normalize = true, ...targets }: AccuracyScoreOptions): number {
  const { first, second, weights } = checkTargets(targets);
  if (!weights) {
    let correct = 0;
    for (let i = 0; i < first.length; i++) if (first[i] === second[i]) correct++;
    return normalize ? correct / first.length : correct;
  }
  const correct = pairwiseSum(Float64Array.from(first, (code, i) => (code === second[i] ? weights[i]! : 0)));
  return normalize ? correct / weightSum(weights) : correct;
}
