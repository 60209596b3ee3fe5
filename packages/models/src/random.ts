import { fillPhilox } from './weights/philox.ts';

/** A source of uniform numbers in [0, 1), a new one at every call. */
export type Random = () => number;

/** Streams of one key: the numbers that are drawn, and the keys that further seeds lead to. */
const NUMBERS = 0;
const KEYS = 1;

/**
 * A generator of uniform numbers in [0, 1) with 32 random bits each, decided by its seeds alone: the same on every
 * machine and Node version, because only 32-bit integer arithmetic is used.
 *
 * Several seeds name a stream within a stream: `createRandom(seed, epoch)` is unrelated to `createRandom(seed, epoch + 1)`.
 *
 * Source: Philox4x32-10, as for random weights; every seed picks the block of words that is the key of what follows.
 *
 * @param seeds Integers in any number; only their lower 53 bits count.
 */
export function createRandom(...seeds: readonly number[]): Random {
  const words = new Uint32Array(64);
  const pair = new Uint32Array(2);
  let key = 0;
  for (const seed of seeds) {
    const block = seed < 0 ? seed + 2 ** 53 : seed;
    fillPhilox(pair, key, KEYS, 4 * block);
    key = pair[0]! + (pair[1]! >>> 11) * 2 ** 32;
  }
  let drawn = 0;
  return () => {
    const at = drawn % words.length;
    if (at === 0) fillPhilox(words, key, NUMBERS, drawn);
    drawn++;
    return words[at]! / 4294967296;
  };
}

/** The numbers 0 … `length - 1` in an order decided by `random` (Fisher–Yates), every order equally likely. */
export function permutation(length: number, random: Random): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i]!;
    order[i] = order[j]!;
    order[j] = kept;
  }
  return order;
}
