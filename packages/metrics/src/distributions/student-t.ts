import { betaCdf } from './beta.ts';
import { findRoot } from './find-root.ts';

/** P(|T| ≥ t) of Student's t with `degrees` degrees of freedom, t ≥ 0. */
export function studentTwoSided(t: number, degrees: number): number {
  return betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The t ≥ 0 with P(|T| < t) = `level`, 2.069 for 0.95 and 23 degrees of freedom. */
export function studentCritical(level: number, degrees: number): number {
  return findRoot((t) => 1 - level - studentTwoSided(t, degrees), 0, 1e9);
}
