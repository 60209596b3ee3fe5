import { pairwiseSum } from './pairwise-sum.ts';

/** Population standard deviation of a contiguous axis, bit for bit `numpy.std(values)` (numpy 2.4). */
export function standardDeviation(values: ArrayLike<number>): number {
  const mean = pairwiseSum(values) / values.length;
  const squares = Float64Array.from(values, (value) => (value - mean) * (value - mean));
  return Math.sqrt(pairwiseSum(squares) / values.length);
}

/**
 * Population standard deviation of a column of a row-major matrix, bit for bit `numpy.std(matrix, axis=0)` (numpy 2.4).
 *
 * numpy adds the rows of several columns one after the other, and sums a single column, which is contiguous, pairwise.
 */
export function columnDeviation(column: ArrayLike<number>, columns: number): number {
  if (columns === 1) return standardDeviation(column);
  const rows = column.length;
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += column[i]!;
  const mean = sum / rows;
  let squares = 0;
  for (let i = 0; i < rows; i++) squares += (column[i]! - mean) * (column[i]! - mean);
  return Math.sqrt(squares / rows);
}
