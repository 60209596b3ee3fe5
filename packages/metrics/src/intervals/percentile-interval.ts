import { quantileSorted } from '../numeric/quantile-sorted.ts';
import type { Interval } from './wilson-interval.ts';

/** The central share `level` of the values, between two of their quantiles. */
export function percentileInterval(values: ArrayLike<number>, level: number): Interval {
  const sorted = new Float64Array(values).sort();
  const tail = (1 - level) / 2;
  return { low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}
