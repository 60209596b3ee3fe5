import { type CorrelationOptions, correlationMoments } from './correlation-moments.ts';

/**
 * Pearson's correlation coefficient of true and predicted numbers, in [−1, 1]; NaN, with a warning, where a side is constant.
 *
 * Reference: SciPy 1.17 `stats.pearsonr`.
 *
 * @throws {MetricsError} for empty, unequal or non-finite inputs.
 */
export function pearson(options: CorrelationOptions): number {
  const { trueVariance, predVariance, covariance } = correlationMoments('pearson', options);
  // Two roots: the product of two variances may lie outside the range of numbers where the ratio does not.
  const scale = Math.sqrt(trueVariance) * Math.sqrt(predVariance);
  if (scale > 0) return Math.min(1, Math.max(-1, covariance / scale));
  options.onWarning?.({
    code: 'undefined-metric',
    message: `${trueVariance === 0 ? 'yTrue' : 'yPred'} is constant, so the correlation is NaN.`,
  });
  return Number.NaN;
}
