import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { Matrix } from '../matrix.ts';
import { smallestNormal } from '../normalize.ts';
import type { OwnedSignal, Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import { rowMajor, type StridedArray } from '../strided-array.ts';
import { requirePositive } from '../validate.ts';
import { centroids } from './spectral-centroid.ts';
import {
  columnSums,
  type FrequencyOptions,
  frequenciesOf,
  rowOf,
  type Spectrum,
  spectrumOf,
} from './spectral-input.ts';

/** Options of {@link spectralBandwidth}. */
export interface SpectralBandwidthOptions extends FrequencyOptions {
  /**
   * Center frequency of every frame, shape `[1, frames]`.
   * @default spectralCentroid of the same input
   */
  centroid?: StridedArray | undefined;
  /**
   * Whether every frame's magnitudes are first divided by their sum.
   * @default true
   */
  norm?: boolean | undefined;
  /**
   * Exponent of the deviation from the centroid, > 0; 2 gives a standard deviation.
   * @default 2
   */
  p?: number | undefined;
}

const names: OptionNames<SpectralBandwidthOptions> = {
  ...stftNames,
  centroid: true,
  norm: true,
  p: true,
  sampleRate: true,
  freq: true,
};

/**
 * Spectral bandwidth (Σ S · |f − centroid|^p)^(1/p) of every frame, in Hz, shape `[1, frames]`; 0 in silence.
 *
 * Takes samples, or in their place a magnitude spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.spectral_bandwidth` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function spectralBandwidth<T extends Signal>(
  input: T | StridedArray<T>,
  options: SpectralBandwidthOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('spectralBandwidth', 'signal or matrix', input, options, names);
  const p = requirePositive('p', options.p ?? 2);
  const spectrum = spectrumOf(input, options, 1);
  const { values, frames } = spectrum;
  const freq = frequenciesOf(spectrum, options);
  const centroid = options.centroid ? rowMajor(options.centroid) : centroids(spectrum, freq);
  if (centroid.length !== frames) {
    throw new DspError(
      'invalid-option',
      `centroid must have one value for each of ${frames} frames. Received ${centroid.length}.`,
    );
  }
  const sums = (options.norm ?? true) ? columnSums(spectrum) : undefined;
  return rowOf(values, bandwidths(spectrum, freq, { centroid, sums, p }));
}

/** Root of the mean deviation to the power `p` of every frame; with `sums`, those of its magnitudes, relative to them. */
export function bandwidths(
  { values, bins, frames }: Spectrum<Signal>,
  freq: ArrayLike<number>,
  {
    centroid,
    sums,
    p = 2,
  }: { readonly centroid: Signal; readonly sums?: Float64Array | undefined; readonly p?: number },
): Float64Array {
  const bandwidth = new Float64Array(frames);
  for (let k = 0, place = 0; k < bins; k++) {
    const hz = freq[k]!;
    for (let t = 0; t < frames; t++, place++) {
      const deviation = Math.abs(hz - centroid[t]!);
      bandwidth[t]! += values[place]! * (p === 2 ? deviation * deviation : deviation ** p);
    }
  }
  const tiny = smallestNormal(values);
  for (let t = 0; t < frames; t++) {
    const total = sums && sums[t]! >= tiny ? bandwidth[t]! / sums[t]! : bandwidth[t]!;
    bandwidth[t] = p === 2 ? Math.sqrt(total) : total ** (1 / p);
  }
  return bandwidth;
}
