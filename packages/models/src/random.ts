/** A source of uniform numbers in [0, 1), a new one at every call. */
export type Random = () => number;

/** Spreads the bits of a 32-bit integer so that neighbouring seeds give unrelated streams (the finalizer of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * A generator of uniform numbers in [0, 1) with 32 random bits each, decided by its seeds alone: the same on every
 * machine and Node version, because only 32-bit integer arithmetic is used.
 *
 * Several seeds name a stream within a stream: `createRandom(seed, epoch)` is unrelated to `createRandom(seed, epoch + 1)`.
 *
 * Source: the generator sfc32 of PractRand (Chris Doty-Humphrey).
 *
 * @param seeds Integers in any number; only their lower 53 bits count.
 */
export function createRandom(...seeds: readonly number[]): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = 0xb7e15162;
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (const seed of seeds) {
    a ^= mix(seed);
    b ^= mix(Math.floor(seed / 4294967296) ^ 0x5bd1e995);
    // Twelve rounds are what the generator needs until every seed bit has reached every state bit.
    for (let round = 0; round < 12; round++) next();
  }
  return () => next() / 4294967296;
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
