import { readFileSync } from 'node:fs';
import { expectParity, type ParityClaim } from '../../../tools/parity/expect-parity.ts';

/** A number as the golden files write it: NaN as null or "NaN", infinities as strings. */
export type GoldenNumber = number | string | null;

/** Reads a golden file of this package. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8')) as T;
}

/** The number that a golden file means. */
export function number(value: GoldenNumber): number {
  return value === null ? Number.NaN : Number(value);
}

/** The numbers that a golden file means. */
export function numbers(values: readonly GoldenNumber[]): number[] {
  return values.map(number);
}

/** Asserts parity with scikit-learn 1.9.1, and records it for `docs/parity.md`. */
export function expectSklearn(
  name: string,
  reference: string,
  actual: ArrayLike<number>,
  expected: readonly GoldenNumber[],
  tolerance = 1e-12,
): void {
  const claim: ParityClaim = {
    package: 'metrics',
    name,
    reference: `scikit-learn 1.9.1 ${reference}`,
    path: 'float64',
    measure: 'absolute',
    tolerance,
  };
  expectParity(actual, numbers(expected), claim);
}
