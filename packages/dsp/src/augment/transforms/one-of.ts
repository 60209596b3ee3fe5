import { checkOptions, type OptionNames } from '../../check-call.ts';
import { DspError } from '../../errors.ts';
import { requireRange } from '../../validate.ts';
import { defineSequence, requireTransforms } from './sequence.ts';
import type { Transform } from './transform.ts';

/** Options of {@link oneOf}. */
export interface OneOfOptions {
  /** Probability with which a clip is changed at all, 0 … 1. @default 1 */
  readonly p?: number | undefined;
  /** How often each transform is chosen, relative to the others; one number ≥ 0 for each, not all 0. @default all alike */
  readonly weights?: readonly number[] | undefined;
}

const names: OptionNames<OneOfOptions> = { p: true, weights: true };

/**
 * Runs one transform of several, by its own probability. `OneOf` of audiomentations.
 *
 * @throws {DspError} `invalid-option` without a transform or with weights that do not fit.
 */
export function oneOf(transforms: readonly Transform[], options: OneOfOptions = {}): Transform {
  requireTransforms('oneOf', transforms);
  checkOptions('oneOf', options, names);
  const { p = 1, weights = transforms.map(() => 1) } = options;
  if (weights.length !== transforms.length) {
    throw new DspError(
      'invalid-option',
      `weights must hold one number for each of the ${transforms.length} transforms. Received ${weights.length}.`,
    );
  }
  const total = weights.reduce((sum, weight) => sum + requireRange('weights', weight, 0, 1e12), 0);
  if (transforms.length > 0 && total === 0) {
    throw new DspError('invalid-option', 'weights must not all be 0. Give one of the transforms a chance.');
  }
  return defineSequence({
    type: 'oneOf',
    p,
    transforms,
    options: options.weights === undefined ? {} : { weights },
    choose(random) {
      let rest = random() * total;
      let index = weights.findIndex((weight) => {
        rest -= weight;
        return rest < 0;
      });
      // Rounding may leave a rest: it belongs to the last transform that has a chance.
      if (index < 0) index = weights.findLastIndex((weight) => weight > 0);
      return [index];
    },
  });
}
