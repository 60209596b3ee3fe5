/** Uniform numbers in [0, 1). */
export type Random = () => number;

/**
 * A generator whose stream depends on the keys alone, so that a file sounds the same whatever was voiced before it.
 *
 * SplitMix32 (a Weyl sequence through a murmur-style finalizer), started from an FNV-1a hash of the keys. Integer
 * operations only: the same on every engine.
 *
 * @param keys What the stream is for: the seed, an actor, a file name.
 */
export function createRandom(...keys: readonly (string | number)[]): Random {
  let state = 0x811c9dc5;
  for (const key of keys) {
    const text = `${typeof key}:${key};`;
    for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  }
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return ((word ^ (word >>> 15)) >>> 0) / 4294967296;
  };
}

/** A number between `low` and `high`, each equally likely. */
export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}
