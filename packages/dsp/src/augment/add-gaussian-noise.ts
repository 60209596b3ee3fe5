import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { createNormal } from '../normal.ts';
import { type RandomSource, resolveRandom } from '../random.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireRange } from '../validate.ts';
import { runNormalKernel } from '../wasm/normal-kernel.ts';
import { peakOf, rmsOf } from './level.ts';

/** What the amplitude of the noise is a fraction of. */
export type NoiseReference = 'absolute' | 'rms' | 'peak';

/** Options of {@link addGaussianNoise}: these, and a `seed` or a `random` function. */
export type AddGaussianNoiseOptions = RandomSource & {
  /**
   * Standard deviation of the noise, as a fraction of what `relativeTo` names; ≥ 0.
   * @default 0.003
   */
  readonly amplitude?: number | undefined;
  /**
   * `'absolute'`: of full scale, 1.0 (as `AddGaussianNoise` of audiomentations means it). `'rms'`: of the root mean
   * square of the signal; 0.003 is then an SNR of 50.5 dB whatever the level. `'peak'`: of the largest magnitude.
   * @default 'absolute'
   */
  readonly relativeTo?: NoiseReference | undefined;
};

const names: OptionNames<AddGaussianNoiseOptions> = { seed: true, random: true, amplitude: true, relativeTo: true };

/**
 * Adds white Gaussian noise: `samples + amplitude · n`, n standard normal.
 *
 * With `seed: s` and the absolute reference this is `samples + amplitude * numpy.random.RandomState(s).standard_normal(n)`.
 * Nothing is clipped. Silence stays silent with a relative reference and becomes plain noise with the absolute one.
 *
 * @param samples Signal; not changed.
 * @returns A new signal of the same length and precision.
 * @throws {DspError} `invalid-option` without a seed or with a negative amplitude, `non-finite` for NaN samples.
 */
export function addGaussianNoise<S extends Signal>(samples: S, options: AddGaussianNoiseOptions): OwnedSignal<S> {
  checkCall('addGaussianNoise', 'signal', samples, options, names);
  const { amplitude = 0.003, relativeTo = 'absolute' } = options;
  requireRange('amplitude', amplitude, 0, Number.MAX_VALUE);
  requireFinite(samples, 'samples');
  const random = resolveRandom(options);
  const deviation = amplitude * levelOf(samples, relativeTo);
  const noisy = likeSignal(samples, samples.length);
  const add = (deviates: Float64Array, from: number): void => {
    for (let i = 0; i < deviates.length; i++) noisy[from + i] = samples[from + i]! + deviation * deviates[i]!;
  };
  if (options.seed !== undefined && runNormalKernel(options.seed, noisy.length, add)) return noisy;
  const normal = createNormal(random);
  for (let i = 0; i < noisy.length; i++) noisy[i] = samples[i]! + deviation * normal();
  return noisy;
}

function levelOf(samples: Signal, reference: NoiseReference): number {
  switch (reference) {
    case 'absolute':
      return 1;
    case 'rms':
      return rmsOf(samples);
    case 'peak':
      return peakOf(samples);
    default:
      throw new DspError(
        'invalid-option',
        `relativeTo must be 'absolute', 'rms' or 'peak'. Received ${JSON.stringify(reference)}.`,
      );
  }
}
