/**
 * Sum of `values[start … end)` by pairwise summation in NumPy's order: eight running sums in blocks of up to 128, then halves.
 *
 * The order is NumPy's so that weighted supports print the same last digit; its rounding error grows with log n, not with n.
 */
export function pairwiseSum(values: ArrayLike<number>, start = 0, end: number = values.length): number {
  const n = end - start;
  if (n < 8) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i]!;
    return sum;
  }
  if (n > 128) {
    let half = n >> 1;
    half -= half % 8;
    return pairwiseSum(values, start, start + half) + pairwiseSum(values, start + half, end);
  }
  const r = new Float64Array(8);
  const blocks = end - (n % 8);
  for (let i = start; i < blocks; i += 8) {
    for (let lane = 0; lane < 8; lane++) r[lane]! += values[i + lane]!;
  }
  let sum = r[0]! + r[1]! + (r[2]! + r[3]!) + (r[4]! + r[5]! + (r[6]! + r[7]!));
  for (let i = blocks; i < end; i++) sum += values[i]!;
  return sum;
}
