import { checkOptions, type OptionNames } from '../../check-call.ts';
import { highPass } from '../filters/high-pass.ts';
import { drawFrequency, requireOrdered } from './range.ts';
import { drawOrder, type RollOffOptions, rollOffOf } from './roll-off.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomHighPass}. */
export interface RandomHighPassOptions extends ProbabilityOption, RollOffOptions {
  /** Lowest cutoff in Hz, above 0. @default 20 */
  readonly minCutoff?: number | undefined;
  /** Highest cutoff in Hz; beyond 0.49 of the sample rate it counts as that. @default 2400 */
  readonly maxCutoff?: number | undefined;
}

const names: OptionNames<RandomHighPassOptions> = {
  minCutoff: true,
  maxCutoff: true,
  p: true,
  minRollOff: true,
  maxRollOff: true,
  zeroPhase: true,
};

/** A high-pass with a random cutoff, drawn evenly in mel. Defaults of `HighPassFilter` of audiomentations. */
export function randomHighPass(options: RandomHighPassOptions = {}): Transform {
  checkOptions('randomHighPass', options, names);
  const { p = 0.5, minCutoff = 20, maxCutoff = 2400 } = options;
  requireOrdered({ minCutoff, maxCutoff }, 1e-3, 1e6);
  const rollOff = rollOffOf(options);
  return defineTransform({
    type: 'highPass',
    p,
    options: { minCutoff, maxCutoff, ...rollOff },
    draw: (_samples, sampleRate, random) => ({
      cutoff: Math.min(0.49 * sampleRate, drawFrequency(random, minCutoff, maxCutoff)),
      order: drawOrder(random, rollOff),
      zeroPhase: rollOff.zeroPhase,
    }),
    apply: (samples, sampleRate, parameters) => highPass(samples, { sampleRate, ...parameters }),
  });
}
