import { mersenne } from 'pure-rand/generator/mersenne';
import { CorporaError } from '../errors.ts';

/**
 * MT19937, seeded as `numpy.random.RandomState(seed)` seeds it, with the legacy `shuffle`, `permutation` and `choice`.
 *
 * Bit for bit the stream of numpy's legacy generator (numpy 2.4), on which scikit-learn's `random_state` rests.
 * Source: Matsumoto & Nishimura (1998), doi:10.1145/272991.272995; numpy `_legacy_seeding`, `random_interval`.
 */
export class MersenneTwister {
  readonly #generator: ReturnType<typeof mersenne>;

  /**
   * @param seed Whole number from 0 to 2³² − 1.
   * @throws CorporaError `invalid-option` outside that range.
   */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
      throw new CorporaError(
        'invalid-option',
        `seed must be a whole number from 0 to 4294967295, as numpy's RandomState takes it; received ${seed}.`,
        { field: 'seed', received: String(seed), allowed: '0 to 4294967295' },
      );
    }
    this.#generator = mersenne(seed);
  }

  /** Next 32 random bits, 0 to 2³² − 1. */
  nextUint32(): number {
    return this.#generator.next() >>> 0;
  }

  /** Whole number from 0 to `max` inclusive, by masked rejection as numpy's `random_interval`; `max` below 2³². */
  interval(max: number): number {
    if (max === 0) return 0;
    const mask = 0xffffffff >>> Math.clz32(max);
    let value: number;
    do value = (this.nextUint32() & mask) >>> 0;
    while (value > max);
    return value;
  }

  /** Shuffles in place, as `RandomState.shuffle`. */
  shuffle(values: { [index: number]: unknown; readonly length: number }): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** The numbers 0 to `size` − 1 in random order, as `RandomState.permutation(size)`. */
  permutation(size: number): Int32Array {
    const values = new Int32Array(size);
    for (let i = 0; i < size; i++) values[i] = i;
    this.shuffle(values);
    return values;
  }

  /** `size` of the values without replacement, as `RandomState.choice(values, size, replace=False)`. */
  choice(values: readonly number[], size: number): number[] {
    return Array.from(this.permutation(values.length).subarray(0, size), (i) => values[i]!);
  }
}
