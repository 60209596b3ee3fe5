import { mersenne } from 'pure-rand/generator/mersenne';
import { optionError } from '../input/check-option.ts';

/** Where random numbers come from: a seed, or a generator of the caller's. */
export interface RandomSource {
  /**
   * Seed, a whole number from 0 to 2³² − 1; the same seed gives the same numbers on every platform.
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
 * Uniform integers from a seed or from the caller's `random`: those of `numpy.random.RandomState(seed).randint(bound)`, one by
 * one (the Mersenne Twister MT19937, masked rejection).
 *
 * @throws {MetricsError} `invalid-option` for a seed outside of its range.
 */
export function createDrawIndex({ seed = 0, random }: RandomSource): DrawIndex {
  if (random) return (bound) => Math.min(Math.floor(random() * bound), bound - 1);
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw optionError('seed', 'a whole number from 0 to 4294967295', seed);
  }
  const generator = mersenne(seed);
  return (bound) => {
    const last = bound - 1;
    if (last === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(last);
    let value: number;
    do value = (generator.next() & mask) >>> 0;
    while (value > last);
    return value;
  };
}
