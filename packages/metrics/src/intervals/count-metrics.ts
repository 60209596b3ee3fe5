import { kappaOfCounts } from '../scores/kappa-of-counts.ts';
import { margins } from '../scores/margins.ts';
import { matthewsOfCounts } from '../scores/matthews-of-counts.ts';

/**
 * Scores that follow from a confusion matrix alone, and can be resampled fast. Means over classes leave out the classes whose
 * score is 0 / 0, as `zeroDivision: NaN` does.
 */
export type MetricName = 'accuracy' | 'uar' | 'macroF1' | 'weightedF1' | 'mcc' | 'kappa';

/** Names of the metrics, for messages. */
export const metricNames: readonly MetricName[] = ['accuracy', 'uar', 'macroF1', 'weightedF1', 'mcc', 'kappa'];

/** Lowest and highest value that a metric can have. */
export function rangeOf(name: MetricName): readonly [number, number] {
  return name === 'mcc' || name === 'kappa' ? [-1, 1] : [0, 1];
}

/** Metric of a row-major confusion matrix; NaN where it is undefined. */
export function metricOfCounts(name: MetricName, counts: Float64Array, size: number): number {
  if (name === 'kappa') return kappaOfCounts(counts, size, null);
  const { hits, rows: support, columns: predicted } = margins(counts, size);
  if (name === 'mcc') return matthewsOfCounts(hits, predicted, support);
  let sum = 0;
  let weights = 0;
  for (let k = 0; k < size; k++) {
    const [n, weight] =
      name === 'accuracy' || name === 'uar'
        ? [support[k]!, name === 'uar' ? 1 : support[k]!]
        : [(support[k]! + predicted[k]!) / 2, name === 'macroF1' ? 1 : support[k]!];
    if (n === 0) continue;
    sum += (weight * hits[k]!) / n;
    weights += weight;
  }
  return sum / weights;
}
