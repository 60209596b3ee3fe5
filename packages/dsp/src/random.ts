import { mersenne } from 'pure-rand/generator/mersenne';
import { describe } from './check-call.ts';
import { DspError } from './errors.ts';

/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/** Where a function takes its chance from: a seed, or a generator that the caller owns and goes on using. */
export type RandomSource =
  | {
      /** Integer from 0 to 2³² − 1. The same seed gives the same bytes on every engine and version. */
      readonly seed: number;
      readonly random?: undefined;
    }
  | {
      readonly seed?: undefined;
      /** Uniform numbers in [0, 1), for instance `createRandom(seed)` shared by several calls. */
      readonly random: Random;
    };

/**
 * A seeded generator of uniform numbers in [0, 1) with 53 random bits: the Mersenne Twister MT19937.
 *
 * The stream equals `numpy.random.RandomState(seed).random_sample()` bit for bit; it is made of 32-bit integer operations,
 * which are exact everywhere. Not for cryptography.
 *
 * @param seed Integer from 0 to 2³² − 1.
 * @throws {DspError} `invalid-option` for any other seed.
 * @see Matsumoto and Nishimura (1998), "Mersenne Twister", ACM TOMACS 8(1).
 */
export function createRandom(seed: number): Random {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw new DspError(
      'invalid-option',
      `seed must be an integer from 0 to 4294967295, received ${describe(seed)}. Use deriveSeed(…) to make one from names.`,
    );
  }
  const generator = mersenne(seed);
  return () => {
    const high = generator.next() >>> 5;
    const low = generator.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };
}

/**
 * The generator that a {@link RandomSource} asks for.
 *
 * @throws {DspError} `invalid-option` when neither or both of `seed` and `random` are given: a silent default would put
 * the same noise on every clip.
 */
export function resolveRandom(source: {
  readonly seed?: number | undefined;
  readonly random?: Random | undefined;
}): Random {
  if ((source.seed === undefined) === (source.random === undefined)) {
    throw new DspError(
      'invalid-option',
      `give either a seed or a random function, received ${source.seed === undefined ? 'neither' : 'both'}. ` +
        'Different clips need different seeds: deriveSeed(seed, clipName).',
    );
  }
  return source.random ?? createRandom(source.seed!);
}

/**
 * A seed for one piece of work, mixed from a base seed and whatever names that piece (FNV-1a over UTF-16 code units,
 * then the murmur3 finalizer).
 *
 * Seeds that depend on the work and not on its order keep results equal whatever the number of workers.
 *
 * @param seed Base seed, integer from 0 to 2³² − 1.
 * @param names What the work is called: file names, copy numbers, epochs.
 * @returns An integer from 0 to 2³² − 1.
 */
export function deriveSeed(seed: number, ...names: readonly (string | number)[]): number {
  if (typeof seed !== 'number') {
    throw new DspError('invalid-option', `seed must be an integer from 0 to 2^32 - 1. Received ${describe(seed)}.`);
  }
  let hash = 0x811c9dc5;
  for (const name of [seed, ...names]) {
    const text = `${typeof name}:${name};`;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
      hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
    }
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
