import { checkOptions, type OptionNames } from '../../check-call.ts';
import { addGaussianNoise } from '../add-gaussian-noise.ts';
import { drawSeed, drawUniform, requireOrdered } from './range.ts';
import { defineTransform, type ProbabilityOption, type Transform } from './transform.ts';

/** Options of {@link randomGaussianNoise}. */
export interface RandomGaussianNoiseOptions extends ProbabilityOption {
  /** Smallest standard deviation, of full scale; ≥ 0. @default 0.001 */
  readonly minAmplitude?: number | undefined;
  /** Largest standard deviation, of full scale. @default 0.015 */
  readonly maxAmplitude?: number | undefined;
}

const names: OptionNames<RandomGaussianNoiseOptions> = { minAmplitude: true, maxAmplitude: true, p: true };

/** White noise of a random absolute level, drawn evenly. Defaults of `AddGaussianNoise` of audiomentations. */
export function randomGaussianNoise(options: RandomGaussianNoiseOptions = {}): Transform {
  checkOptions('randomGaussianNoise', options, names);
  const { p = 0.5, minAmplitude = 0.001, maxAmplitude = 0.015 } = options;
  requireOrdered({ minAmplitude, maxAmplitude }, 0, 1e6);
  return defineTransform({
    type: 'gaussianNoise',
    p,
    options: { minAmplitude, maxAmplitude },
    draw: (_samples, _rate, random) => ({
      amplitude: drawUniform(random, minAmplitude, maxAmplitude),
      seed: drawSeed(random),
    }),
    apply: (samples, _rate, { amplitude, seed }) => addGaussianNoise(samples, { amplitude, seed }),
  });
}
