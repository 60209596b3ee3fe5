/** Sum of each row of a row-major `[rows, columns]` matrix. */
export function rowSums(values: Float64Array, rows: number, columns: number): Float64Array {
  return new Float64Array(rows).map((_, i) =>
    values.subarray(i * columns, (i + 1) * columns).reduce((sum, value) => sum + value, 0),
  );
}
