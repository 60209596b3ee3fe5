import { optionError } from '../input/check-option.ts';

/** Where random numbers come from: a seed, or a generator of the caller's. */
export interface RandomSource {
  /**
   * Seed, an integer; the same seed gives the same numbers on every platform.
   * @default 0
   */
  readonly seed?: number | undefined;
  /**
   * Numbers in [0, 1) to use instead of the seeded generator.
   * @default none
   */
  readonly random?: (() => number) | undefined;
}

/** Draws an integer in [0, bound), 1 ≤ bound ≤ 2^32. */
export type DrawIndex = (bound: number) => number;

/**
 * Uniform integers from a seed (the generator sfc32, its state filled by splitmix32) or from the caller's `random`.
 *
 * Rejection keeps every index equally likely whatever the bound; 32-bit integer arithmetic alone keeps the sequence the same
 * everywhere.
 *
 * @throws {MetricsError} `invalid-option` for a seed that is not a safe integer.
 */
export function createDrawIndex({ seed = 0, random }: RandomSource): DrawIndex {
  if (random) return (bound) => Math.min(Math.floor(random() * bound), bound - 1);
  if (!Number.isSafeInteger(seed)) throw optionError('seed', 'a safe integer', seed);
  const next = sfc32(seed);
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    let value = next();
    while (value >= limit) value = next();
    return value % bound;
  };
}

/** Doty-Humphrey's small fast counting generator: 32-bit outputs, period at least 2^32, usually near 2^127. */
function sfc32(seed: number): () => number {
  // Both halves of the seed count, so that 1 and 1 + 2^32 differ.
  let filler = seed ^ Math.floor(seed / 2 ** 32);
  const fill = (): number => {
    filler = (filler + 0x9e3779b9) | 0;
    let z = filler;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;
  const next = (): number => {
    const out = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    return out >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}
