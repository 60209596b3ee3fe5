/**
 * Sum in the order in which numpy adds a contiguous axis of float64: eight running sums, halves above 128 numbers.
 *
 * The order decides the last bit, and the last bit decides ties of `StratifiedGroupKFold`.
 * Source: numpy 2.4 `DOUBLE_pairwise_sum`.
 */
export function pairwiseSum(values: ArrayLike<number>, start: number = 0, end: number = values.length): number {
  const count = end - start;
  if (count > 128) {
    const half = Math.floor(count / 2);
    const middle = start + half - (half % 8);
    return pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end);
  }
  if (count < 8) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i]!;
    return sum;
  }
  const r = Array.from({ length: 8 }, (_, j) => values[start + j]!) as [number, ...number[]];
  const blocks = end - (count % 8);
  for (let i = start + 8; i < blocks; i += 8) for (let j = 0; j < 8; j++) r[j]! += values[i + j]!;
  let sum = r[0] + r[1]! + (r[2]! + r[3]!) + (r[4]! + r[5]! + (r[6]! + r[7]!));
  for (let i = blocks; i < end; i++) sum += values[i]!;
  return sum;
}
