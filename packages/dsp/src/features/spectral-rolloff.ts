import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { Matrix } from '../matrix.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import type { StridedArray } from '../strided-array.ts';
import {
  columnSums,
  type FrequencyOptions,
  frequenciesOf,
  rowOf,
  type Spectrum,
  spectrumOf,
} from './spectral-input.ts';

/** Options of {@link spectralRolloff}. */
export interface SpectralRolloffOptions extends FrequencyOptions {
  /**
   * Part of the summed magnitude that lies below the roll-off, in (0, 1).
   * @default 0.85
   */
  rollPercent?: number | undefined;
}

const names: OptionNames<SpectralRolloffOptions> = { ...stftNames, rollPercent: true, sampleRate: true, freq: true };

/**
 * Roll-off of every frame: the lowest frequency, in Hz, below which `rollPercent` of the magnitude lies; `[1, frames]`.
 *
 * Takes samples, or in their place a magnitude spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.spectral_rolloff` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function spectralRolloff<T extends Signal>(
  input: T | StridedArray<T>,
  options: SpectralRolloffOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('spectralRolloff', 'signal or matrix', input, options, names);
  const rollPercent = options.rollPercent ?? 0.85;
  if (!(rollPercent > 0 && rollPercent < 1)) {
    throw new DspError('invalid-option', `rollPercent must lie between 0 and 1. Received ${String(rollPercent)}.`);
  }
  const spectrum = spectrumOf(input, options, 1);
  return rowOf(spectrum.values, rolloffs(spectrum, frequenciesOf(spectrum, options), { rollPercent }));
}

/** Lowest frequency of every frame below which a part of its magnitude lies. */
export function rolloffs(
  spectrum: Spectrum<Signal>,
  freq: ArrayLike<number>,
  { rollPercent = 0.85, sums = columnSums(spectrum) }: { readonly rollPercent?: number; readonly sums?: Float64Array },
): Float64Array {
  const { values, bins, frames } = spectrum;
  const thresholds = sums.map((sum) => rollPercent * sum);
  const cumulated = new Float64Array(frames);
  const rolloff = new Float64Array(frames).fill(Number.POSITIVE_INFINITY);
  for (let k = 0, place = 0; k < bins; k++) {
    const hz = freq[k]!;
    for (let t = 0; t < frames; t++, place++) {
      cumulated[t]! += values[place]!;
      if (cumulated[t]! >= thresholds[t]! && hz < rolloff[t]!) rolloff[t] = hz;
    }
  }
  return rolloff;
}
