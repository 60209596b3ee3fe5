import { findRoot } from './find-root.ts';

/**
 * Two-sided tail of the standard normal distribution, P(|Z| ≥ z) = erfc(z / √2) for z ≥ 0.
 *
 * Series of erf below 2.5 (DLMF 7.6.2), continued fraction of erfc above (DLMF 7.9.3).
 */
export function normalTwoSided(z: number): number {
  const x = z / Math.SQRT2;
  const scale = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < 2.5) {
    let term = x;
    let sum = x;
    for (let n = 1; Math.abs(term) > 1e-18 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - 2 * scale * sum;
  }
  // x + (1/2)/(x + 1/(x + (3/2)/(x + …))), from the inside out.
  let fraction = x;
  for (let n = 120; n >= 1; n--) fraction = x + n / 2 / fraction;
  return scale / fraction;
}

/** The z ≥ 0 with P(|Z| < z) = `level`, 1.96 for 0.95. */
export function normalCritical(level: number): number {
  return findRoot((z) => 1 - level - normalTwoSided(z), 0, 40);
}
