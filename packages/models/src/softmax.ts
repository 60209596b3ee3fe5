import type { OwnedFloat32 } from './owned-arrays.ts';

/** Shares that sum to 1, by the exponentials of scores; sums in float64. */
export function softmax(scores: Float32Array): OwnedFloat32 {
  const largest = scores.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
  const powers = Float64Array.from(scores, (value) => Math.exp(value - largest));
  const sum = powers.reduce((total, value) => total + value, 0);
  return Float32Array.from(powers, (value) => value / sum);
}
