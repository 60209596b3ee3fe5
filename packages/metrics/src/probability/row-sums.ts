import type { OwnedFloat64 } from '../numeric/owned-float64.ts';

/** Sum of each row of a row-major `[rows, columns]` matrix. */
export function rowSums(values: Float64Array, rows: number, columns: number): OwnedFloat64 {
  const sums = new Float64Array(rows);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[i]! += values[at++]!;
  return sums;
}
