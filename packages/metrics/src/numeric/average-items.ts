import { weightSum } from '../input/check-weights.ts';
import { pairwiseSum } from './pairwise-sum.ts';

/** Mean (or, with `normalize` false, sum) of one value an item, weighted if weights are given. */
export function averageItems(values: Float64Array, weights: ArrayLike<number> | undefined, normalize = true): number {
  const sum = pairwiseSum(weights ? values.map((value, i) => value * weights[i]!) : values);
  return normalize ? sum / (weights ? weightSum(weights) : values.length) : sum;
}
