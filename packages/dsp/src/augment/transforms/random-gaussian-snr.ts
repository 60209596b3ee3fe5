import { checkOptions, type OptionNames } from '../../check-call.ts';
import { portablePowerOfTen } from '../../portable/power.ts';
import { addGaussianNoise } from '../add-gaussian-noise.ts';
import { drawSeed, drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomGaussianSnr}. */
export interface RandomGaussianSnrOptions extends ProbabilityOption {
  /** Lowest signal-to-noise ratio in dB. @default 5 */
  readonly minSnrDb?: number | undefined;
  /** Highest signal-to-noise ratio in dB. @default 40 */
  readonly maxSnrDb?: number | undefined;
}

const names: OptionNames<RandomGaussianSnrOptions> = { minSnrDb: true, maxSnrDb: true, p: true };

/** White noise at a random ratio to the RMS of the clip, drawn evenly in dB. Defaults of `AddGaussianSNR` of audiomentations. */
export function randomGaussianSnr(options: RandomGaussianSnrOptions = {}): Transform {
  checkOptions('randomGaussianSnr', options, names);
  const { p = 0.5, minSnrDb = 5, maxSnrDb = 40 } = options;
  requireOrdered({ minSnrDb, maxSnrDb }, -100, 200);
  return defineTransform({
    type: 'gaussianSnr',
    p,
    options: { minSnrDb, maxSnrDb },
    draw: (_samples, _rate, random) => ({ snrDb: drawUniform(random, minSnrDb, maxSnrDb), seed: drawSeed(random) }),
    apply: (samples, _rate, { snrDb, seed }) =>
      addGaussianNoise(samples, { amplitude: portablePowerOfTen(-snrDb / 20), relativeTo: 'rms', seed }),
  });
}
