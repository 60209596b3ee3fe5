import { describe } from './check-call.ts';
import { DspError } from './errors.ts';
import { portableLog } from './portable/log.ts';
import type { Random } from './random.ts';

/**
 * Turns uniform numbers into standard normal deviates by Marsaglia's polar method.
 *
 * Equals `numpy.random.RandomState(seed).standard_normal()` when fed with `createRandom(seed)`. Only +, −, ×, ÷ and the
 * square root (which IEEE 754 rounds correctly) are used, with a logarithm built from them, so the bytes do not depend
 * on the engine.
 *
 * @param random Uniform numbers in [0, 1).
 * @returns A function that gives one deviate a call: mean 0, standard deviation 1.
 * @see Marsaglia and Bray (1964), SIAM Review 6(3); `legacy_gauss` of NumPy.
 */
export function createNormal(random: Random): () => number {
  if (typeof random !== 'function') {
    throw new DspError(
      'invalid-option',
      `createNormal wants a function that draws from [0, 1). Received ${describe(random)}.`,
    );
  }
  let spare = 0;
  let hasSpare = false;
  return () => {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    for (;;) {
      const x = 2 * random() - 1;
      const y = 2 * random() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * portableLog(square)) / square);
      spare = factor * x;
      hasSpare = true;
      return factor * y;
    }
  };
}
