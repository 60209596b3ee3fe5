import { MetricsError } from '../errors.ts';
import { pairwiseSum } from '../numeric/pairwise-sum.ts';
import type { OnWarning } from '../warnings.ts';

/**
 * Asserts what scikit-learn asserts of sample weights: finite numbers, at least one of them not zero. Negative ones pass with a warning.
 *
 * @throws {MetricsError} `invalid-weight`.
 */
export function checkWeights(weights: ArrayLike<number>, onWarning?: OnWarning): void {
  let nonZero = false;
  let negative = -1;
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]!;
    if (typeof weight !== 'number' || !Number.isFinite(weight)) {
      throw new MetricsError('invalid-weight', `sampleWeight[${i}] is ${String(weight)}, not a finite number.`);
    }
    if (weight !== 0) nonZero = true;
    if (weight < 0 && negative < 0) negative = i;
  }
  if (!nonZero) {
    throw new MetricsError('invalid-weight', 'sampleWeight has no non-zero number.');
  }
  if (negative >= 0) {
    onWarning?.({
      code: 'negative-weight',
      message: `sampleWeight[${negative}] is negative: scores may leave their range.`,
    });
  }
}

/**
 * Sum of the weights, as the divisor of a mean.
 *
 * @throws {MetricsError} `invalid-weight` when negative weights cancel the positive ones.
 */
export function weightSum(weights: ArrayLike<number>): number {
  const sum = pairwiseSum(weights);
  if (sum === 0) throw new MetricsError('invalid-weight', 'sampleWeight sums to 0.');
  return sum;
}
