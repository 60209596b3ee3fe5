import { checkOptions, type OptionNames } from '../../check-call.ts';
import { lowPass } from '../filters/low-pass.ts';
import { drawFrequency, requireOrdered } from './range.ts';
import { drawOrder, type RollOffOptions, rollOffOf } from './roll-off.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomLowPass}. */
export interface RandomLowPassOptions extends ProbabilityOption, RollOffOptions {
  /** Lowest cutoff in Hz, above 0. @default 150 */
  readonly minCutoff?: number | undefined;
  /** Highest cutoff in Hz; beyond 0.49 of the sample rate it counts as that. @default 7500 */
  readonly maxCutoff?: number | undefined;
}

const names: OptionNames<RandomLowPassOptions> = {
  minCutoff: true,
  maxCutoff: true,
  p: true,
  minRollOff: true,
  maxRollOff: true,
  zeroPhase: true,
};

/** A low-pass with a random cutoff, drawn evenly in mel. Defaults of `LowPassFilter` of audiomentations. */
export function randomLowPass(options: RandomLowPassOptions = {}): Transform {
  checkOptions('randomLowPass', options, names);
  const { p = 0.5, minCutoff = 150, maxCutoff = 7500 } = options;
  requireOrdered({ minCutoff, maxCutoff }, 1e-3, 1e6);
  const rollOff = rollOffOf(options);
  return defineTransform({
    type: 'lowPass',
    p,
    options: { minCutoff, maxCutoff, ...rollOff },
    draw: (_samples, sampleRate, random) => ({
      cutoff: Math.min(0.49 * sampleRate, drawFrequency(random, minCutoff, maxCutoff)),
      order: drawOrder(random, rollOff),
      zeroPhase: rollOff.zeroPhase,
    }),
    apply: (samples, sampleRate, parameters) => lowPass(samples, { sampleRate, ...parameters }),
  });
}
