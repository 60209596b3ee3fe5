import type { OwnedFloat64 } from '../numeric/owned-float64.ts';

/** Totals of a row-major confusion matrix. */
export interface Margins {
  /** Diagonal: right items of each class. */
  readonly hits: OwnedFloat64;
  /** Row sums: true items of each class. */
  readonly rows: OwnedFloat64;
  /** Column sums: items predicted as each class. */
  readonly columns: OwnedFloat64;
  /** Sum of all cells. */
  readonly total: number;
}

/** Diagonal, row sums, column sums and total of a row-major confusion matrix. */
export function margins(counts: Float64Array, size: number): Margins {
  const hits = new Float64Array(size);
  const rows = new Float64Array(size);
  const columns = new Float64Array(size);
  let total = 0;
  for (let i = 0, cell = 0; i < size; i++) {
    hits[i] = counts[i * size + i]!;
    for (let j = 0; j < size; j++, cell++) {
      rows[i]! += counts[cell]!;
      columns[j]! += counts[cell]!;
      total += counts[cell]!;
    }
  }
  return { hits, rows, columns, total };
}
