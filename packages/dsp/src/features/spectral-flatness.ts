import { checkCall, type OptionNames } from '../check-call.ts';
import type { Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import type { StridedArray } from '../strided-array.ts';
import { requirePositive } from '../validate.ts';
import { rowOf, type SpectralOptions, type Spectrum, spectrumOf } from './spectral-input.ts';

/** Options of {@link spectralFlatness}. */
export interface SpectralFlatnessOptions extends SpectralOptions {
  /**
   * Smaller values of S^power are raised to this; > 0.
   * @default 1e-10
   */
  amin?: number | undefined;
  /**
   * Exponent of the magnitudes, > 0.
   * @default 2
   */
  power?: number | undefined;
}

const names: OptionNames<SpectralFlatnessOptions> = { ...stftNames, amin: true, power: true };

/**
 * Spectral flatness of every frame, geometric over arithmetic mean of S^power, shape `[1, frames]`: near 0 for a tone, 1
 * for white noise and, through `amin`, for silence.
 *
 * Takes samples, or in their place a magnitude spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.spectral_flatness` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function spectralFlatness<T extends Signal>(
  input: T | StridedArray<T>,
  options: SpectralFlatnessOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('spectralFlatness', 'signal or matrix', input, options, names);
  const amin = requirePositive('amin', options.amin ?? 1e-10);
  const power = requirePositive('power', options.power ?? 2);
  const spectrum = spectrumOf(input, options, 1);
  return rowOf(spectrum.values, flatnesses(spectrum, { amin, power }));
}

/** Geometric over arithmetic mean of S^power of every frame. */
export function flatnesses(
  { values, bins, frames }: Spectrum<Signal>,
  { amin = 1e-10, power = 2 }: { readonly amin?: number; readonly power?: number } = {},
): Float64Array {
  const logs = new Float64Array(frames);
  const sums = new Float64Array(frames);
  // Logarithms of products, taken before a product can leave the range of doubles.
  const products = new Float64Array(frames).fill(1);
  for (let k = 0, place = 0; k < bins; k++) {
    for (let t = 0; t < frames; t++, place++) {
      const value = values[place]!;
      const energy = Math.max(amin, power === 2 ? value * value : value ** power);
      sums[t]! += energy;
      if (energy > 1e-100 && energy < 1e100) {
        const product = products[t]! * energy;
        if (product > 1e-200 && product < 1e200) {
          products[t] = product;
          continue;
        }
        logs[t]! += Math.log(products[t]!);
        products[t] = energy;
      } else logs[t]! += Math.log(energy);
    }
  }
  for (let t = 0; t < frames; t++) logs[t]! += Math.log(products[t]!);
  return logs.map((log, t) => Math.exp(log / bins) / (sums[t]! / bins));
}
