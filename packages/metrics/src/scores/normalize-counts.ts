import type { Normalization } from './confusion-matrix.ts';

/** Row-major `counts` divided by their row, column or grand total; 0 where that total is 0. */
export function normalizeCounts(counts: Float64Array, size: number, normalize: Normalization): Float64Array {
  const key = (row: number, column: number): number => (normalize === 'true' ? row : normalize === 'pred' ? column : 0);
  const totals = new Float64Array(size);
  for (let i = 0; i < counts.length; i++) totals[key(Math.floor(i / size), i % size)]! += counts[i]!;
  return counts.map((count, i) => {
    const total = totals[key(Math.floor(i / size), i % size)]!;
    return total === 0 ? 0 : count / total;
  });
}
