import { checkOptions, type OptionNames } from '../../check-call.ts';
import { gain } from '../gain.ts';
import { drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomGain}. */
export interface RandomGainOptions extends ProbabilityOption {
  /** Lowest gain in dB. @default -12 */
  readonly minGainDb?: number | undefined;
  /** Highest gain in dB. @default 12 */
  readonly maxGainDb?: number | undefined;
}

const names: OptionNames<RandomGainOptions> = { minGainDb: true, maxGainDb: true, p: true };

/** A random level, drawn evenly in dB. Defaults of `Gain` of audiomentations. */
export function randomGain(options: RandomGainOptions = {}): Transform {
  checkOptions('randomGain', options, names);
  const { p = 0.5, minGainDb = -12, maxGainDb = 12 } = options;
  requireOrdered({ minGainDb, maxGainDb }, -200, 200);
  return defineTransform({
    type: 'gain',
    p,
    options: { minGainDb, maxGainDb },
    draw: (_samples, _rate, random) => ({ gainDb: drawUniform(random, minGainDb, maxGainDb) }),
    apply: (samples, _rate, parameters) => gain(samples, parameters),
  });
}
