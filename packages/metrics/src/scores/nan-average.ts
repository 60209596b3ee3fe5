import { pairwiseSum } from '../numeric/pairwise-sum.ts';

/**
 * Mean of the values that are not NaN, weighted if weights are given and do not sum to 0; NaN when none is left.
 *
 * scikit-learn 1.9 `utils.extmath._nanaverage`.
 */
export function nanAverage(values: ArrayLike<number>, weights?: ArrayLike<number>): number {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) kept.push(i);
  if (kept.length === 0) return Number.NaN;
  if (weights) {
    const total = pairwiseSum(kept.map((i) => weights[i]!));
    if (total !== 0) return pairwiseSum(kept.map((i) => values[i]! * weights[i]!)) / total;
  }
  return pairwiseSum(kept.map((i) => values[i]!)) / kept.length;
}
