import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { margins } from './margins.ts';

/** What the cells of a confusion matrix are divided by: their row (`'true'`), their column (`'pred'`), everything (`'all'`). */
export type Normalization = 'true' | 'pred' | 'all';

/** Row-major `counts` divided by their row, column or grand total; 0 where that total is 0. */
export function normalizeCounts(counts: Float64Array, size: number, normalize: Normalization): OwnedFloat64 {
  const { rows, columns, total } = margins(counts, size);
  return counts.map((count, cell) => {
    const divisor =
      normalize === 'true' ? rows[Math.floor(cell / size)]! : normalize === 'pred' ? columns[cell % size]! : total;
    return divisor === 0 ? 0 : count / divisor;
  });
}
