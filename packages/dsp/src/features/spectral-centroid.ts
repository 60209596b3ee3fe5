import { checkCall, type OptionNames } from '../check-call.ts';
import type { Matrix } from '../matrix.ts';
import { smallestNormal } from '../normalize.ts';
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

/** Mean frequency of every frame, weighted by magnitude. */
export function centroids(
  spectrum: Spectrum<Signal>,
  freq: ArrayLike<number>,
  sums: Float64Array = columnSums(spectrum),
): Float64Array {
  const { values, bins, frames } = spectrum;
  const tiny = smallestNormal(values);
  const centroid = new Float64Array(frames);
  for (let k = 0, place = 0; k < bins; k++) {
    const hz = freq[k]!;
    for (let t = 0; t < frames; t++, place++) centroid[t]! += hz * values[place]!;
  }
  for (let t = 0; t < frames; t++) if (sums[t]! >= tiny) centroid[t]! /= sums[t]!;
  return centroid;
}

const names: OptionNames<FrequencyOptions> = { ...stftNames, sampleRate: true, freq: true };

/**
 * Spectral centroid, the magnitude-weighted mean frequency of every frame, in Hz, shape `[1, frames]`; 0 in silence.
 *
 * Takes samples, or in their place a magnitude spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.spectral_centroid` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function spectralCentroid<T extends Signal>(
  input: T | StridedArray<T>,
  options: FrequencyOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('spectralCentroid', 'signal or matrix', input, options, names);
  const spectrum = spectrumOf(input, options, 1);
  return rowOf(spectrum.values, centroids(spectrum, frequenciesOf(spectrum, options)));
}
