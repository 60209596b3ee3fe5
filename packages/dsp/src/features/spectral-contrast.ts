import { checkCall, type OptionNames } from '../check-call.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { isFloat32, likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { framesOf } from '../stft/frames.ts';
import { stftNames } from '../stft/option-names.ts';
import { featureHop } from '../stft/spectrogram.ts';
import { isStrided, type StridedArray } from '../strided-array.ts';
import { requireInteger, requirePositive } from '../validate.ts';
import { type Band, extremesKernel } from '../wasm/extremes-kernel.ts';
import { runFrameKernel64 } from '../wasm/frame-kernel.ts';
import { sumExtremes } from './band-extremes.ts';
import { type FrequencyOptions, frequenciesOf, spectrumOf } from './spectral-input.ts';

/** Options of {@link spectralContrast}. */
export interface SpectralContrastOptions extends FrequencyOptions {
  /**
   * Upper edge of the lowest band in Hz, > 0; every further band is an octave.
   * @default 200
   */
  fMin?: number | undefined;
  /**
   * Number of octave bands above the lowest, an integer ≥ 1.
   * @default 6
   */
  nBands?: number | undefined;
  /**
   * Part of a band's bins that make its peak, and its valley, in (0, 1); at least one bin each.
   * @default 0.02
   */
  quantile?: number | undefined;
  /**
   * Peak minus valley in place of the difference of their decibels.
   * @default false
   */
  linear?: boolean | undefined;
}

/** The bins of every band: edges belong to both neighbors, and all but the last give their topmost bin away again. */
function bandsOf(freq: ArrayLike<number>, options: SpectralContrastOptions): Band[] {
  const sampleRate = options.sampleRate ?? 22050;
  const fMin = requirePositive('fMin', options.fMin ?? 200);
  const nBands = requireInteger('nBands', options.nBands ?? 6);
  const quantile = options.quantile ?? 0.02;
  if (!(quantile > 0 && quantile < 1)) {
    throw new DspError('invalid-option', `quantile must lie between 0 and 1. Received ${String(quantile)}.`);
  }
  if (fMin * 2 ** (nBands - 1) >= sampleRate / 2) {
    throw new DspError(
      'invalid-option',
      `${nBands} octaves above ${fMin} Hz exceed half the sample rate; lower fMin or nBands.`,
    );
  }
  return Array.from({ length: nBands + 1 }, (_, band) => {
    const low = band === 0 ? 0 : fMin * 2 ** (band - 1);
    const high = fMin * 2 ** band;
    let from = 0;
    while (from < freq.length && freq[from]! < low) from++;
    let to = from;
    while (to < freq.length && freq[to]! <= high) to++;
    if (to > from && band > 0 && from > 0) from--;
    if (band === nBands) to = freq.length;
    const count = Math.max(1, roundHalfEven(quantile * (to - from)));
    if (band < nBands) to--;
    if (to - from < 1) {
      throw new DspError(
        'invalid-option',
        `The band from ${low} to ${high} Hz holds too few bins; raise nFft or fMin.`,
      );
    }
    return { from, to, count: Math.min(count, to - from) };
  });
}

/** The bands, and the sums of the largest and smallest magnitudes in each, `[bands, frames]`. */
interface Extremes {
  readonly bands: readonly Band[];
  readonly largest: Float64Array;
  readonly smallest: Float64Array;
}

function ofMatrix(input: Signal | StridedArray<Signal>, options: SpectralContrastOptions): Extremes {
  const spectrum = spectrumOf<Signal>(input, options, 1);
  const { values, frames } = spectrum;
  const bands = bandsOf(frequenciesOf(spectrum, options), options);
  const largest = new Float64Array(bands.length * frames);
  const smallest = new Float64Array(bands.length * frames);
  bands.forEach((band, i) => {
    const [from, to] = [i * frames, (i + 1) * frames];
    const rows = values.subarray(band.from * frames, band.to * frames);
    sumExtremes(rows, band.count, largest.subarray(from, to), smallest.subarray(from, to));
  });
  return { bands, largest, smallest };
}

/** In float64: the weakest bins of a tone lie below what a transform in float32 leaves, and librosa transforms float32 so too. */
function ofSamples(samples: Signal, options: SpectralContrastOptions): Extremes {
  const frames = framesOf(samples, options, featureHop);
  const bands = bandsOf(frequenciesOf(frames, options), options);
  const kernel = extremesKernel(bands);
  const [largest, smallest] = (kernel && runFrameKernel64(frames, kernel)) ?? [];
  if (largest && smallest) return { bands, largest, smallest };
  return ofMatrix(isFloat32(samples) ? Float64Array.from(samples) : samples, options);
}

const names: OptionNames<SpectralContrastOptions> = {
  ...stftNames,
  fMin: true,
  nBands: true,
  quantile: true,
  linear: true,
  sampleRate: true,
  freq: true,
};

/**
 * Spectral contrast: in every octave band, the mean of the strongest bins over that of the weakest, in dB; shape
 * `[nBands + 1, frames]`.
 *
 * Takes samples, or in their place a magnitude spectrogram `[bins, frames]`.
 *
 * Source: `librosa.feature.spectral_contrast` 0.11 (which takes decibels of magnitudes as if they were power); Jiang et
 * al., "Music type classification by spectral contrast feature", ICME 2002.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function spectralContrast<T extends Signal>(
  input: T | StridedArray<T>,
  options: SpectralContrastOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('spectralContrast', 'signal or matrix', input, options, names);
  const { largest, smallest, bands } = isStrided(input) ? ofMatrix(input, options) : ofSamples(input, options);
  const frames = largest.length / bands.length;
  for (let i = 0, place = 0; i < bands.length; i++) {
    const { count } = bands[i]!;
    for (let t = 0; t < frames; t++, place++) {
      largest[place]! /= count;
      smallest[place]! /= count;
    }
  }
  const above = options.linear ? largest : powerToDb(largest);
  const below = options.linear ? smallest : powerToDb(smallest);
  const contrast = likeSignal((isStrided(input) ? input.data : input) as T, above.length);
  for (let i = 0; i < contrast.length; i++) contrast[i] = above[i]! - below[i]!;
  return asMatrix(contrast, bands.length, frames);
}
