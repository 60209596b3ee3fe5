import { type CorrelationOptions, correlationMoments } from './correlation-moments.ts';

/**
 * Lin's concordance correlation coefficient (CCC) of numbers such as valence and arousal, in [−1, 1]; NaN, with a warning, where
 * both sides are one and the same constant.
 *
 * 2·cov / (var(true) + var(pred) + (mean(true) − mean(pred))²), variances divided by n: unlike {@link pearson} it also counts a
 * wrong offset and a wrong scale.
 * Reference: Lin, 1989, doi:10.2307/2532051.
 *
 * @throws {MetricsError} for empty, unequal or non-finite inputs.
 *
 * @example
 * concordanceCorrelation({ yTrue: [1, 2, 3], yPred: [2, 3, 4] }); // 0.571…
 */
export function concordanceCorrelation(options: CorrelationOptions): number {
  const { trueMean, predMean, trueVariance, predVariance, covariance } = correlationMoments(
    'concordanceCorrelation',
    options,
  );
  const offset = trueMean - predMean;
  const denominator = trueVariance + predVariance + offset * offset;
  if (denominator > 0) return (2 * covariance) / denominator;
  options.onWarning?.({
    code: 'undefined-metric',
    message: 'yTrue and yPred are one constant, so their concordance is 0 / 0, NaN.',
  });
  return Number.NaN;
}
