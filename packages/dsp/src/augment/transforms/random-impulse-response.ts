import { checkOptions, type OptionNames } from '../../check-call.ts';
import { applyImpulseResponse } from '../apply-impulse-response.ts';
import { namesOf, type SoundLibrary, soundOf } from './library.ts';
import { drawInteger, drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomImpulseResponse}. */
export interface RandomImpulseResponseOptions extends ProbabilityOption {
  /** Impulse responses by name, at the sample rate of the clips. */
  readonly impulseResponses: SoundLibrary;
  /** Least share of the reverberant signal, ≥ 0. @default 1 */
  readonly minWet?: number | undefined;
  /** Largest share of the reverberant signal, ≤ 1. @default 1 */
  readonly maxWet?: number | undefined;
}

const optionNames: OptionNames<RandomImpulseResponseOptions> = {
  impulseResponses: true,
  minWet: true,
  maxWet: true,
  p: true,
};

/** A random room of a collection; the clip keeps its length and its level. */
export function randomImpulseResponse(options: RandomImpulseResponseOptions): Transform {
  checkOptions('randomImpulseResponse', options, optionNames);
  const { p = 0.5, impulseResponses, minWet = 1, maxWet = 1 } = options;
  requireOrdered({ minWet, maxWet }, 0, 1);
  const names = namesOf('impulseResponses', impulseResponses);
  return defineTransform({
    type: 'impulseResponse',
    p,
    options: { impulseResponses: names, minWet, maxWet },
    draw: (_samples, _rate, random) => ({
      name: names[drawInteger(random, 0, names.length - 1)]!,
      wet: drawUniform(random, minWet, maxWet),
    }),
    apply: (samples, _rate, { name, wet }) =>
      applyImpulseResponse(samples, { impulseResponse: soundOf('impulseResponses', impulseResponses, name), wet }),
  });
}
