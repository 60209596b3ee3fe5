import { margins } from './margins.ts';

/**
 * Cohen's kappa of a row-major confusion matrix: 1 − Σ w·observed / Σ w·expected; NaN where that is 0 / 0.
 */
export function kappaOfCounts(counts: Float64Array, size: number, weights: 'linear' | 'quadratic' | null): number {
  const { rows, columns, total } = margins(counts, size);
  if (total === 0) return Number.NaN;
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const distance = Math.abs(i - j);
      const cost = weights === null ? Math.min(distance, 1) : weights === 'linear' ? distance : distance * distance;
      observed += cost * counts[i * size + j]!;
      expected += (cost * rows[i]! * columns[j]!) / total;
    }
  }
  return expected === 0 ? Number.NaN : 1 - observed / expected;
}
