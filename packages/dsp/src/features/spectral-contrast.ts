import { checkCall, type OptionNames } from '../check-call.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { roundHalfEven } from '../round-half-even.ts';
import { isFloat32, likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import { isStrided, type StridedArray } from '../strided-array.ts';
import { requireInteger, requirePositive } from '../validate.ts';
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

/** First bin, one past the last bin, and number of bins for peak and valley of one band. */
interface Band {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The bins of every band: edges belong to both neighbors, and all but the last give their topmost bin away again. */
function bandsOf(freq: ArrayLike<number>, sampleRate: number, options: SpectralContrastOptions): Band[] {
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
  // The weakest bins of a tone lie below what a transform in float32 leaves, and librosa transforms float32 in float64.
  const isSingle = !isStrided(input) && isFloat32(input);
  const spectrum = spectrumOf<Signal>(isSingle ? Float64Array.from(input) : input, options, 1);
  const { values, frames } = spectrum;
  const bands = bandsOf(frequenciesOf(spectrum, options), options.sampleRate ?? 22050, options);
  const peaks = new Float64Array(bands.length * frames);
  const valleys = new Float64Array(bands.length * frames);
  bands.forEach((band, i) => {
    const [from, to] = [i * frames, (i + 1) * frames];
    const rows = values.subarray(band.from * frames, band.to * frames);
    sumExtremes(rows, band.count, peaks.subarray(from, to), valleys.subarray(from, to));
    for (let t = from; t < to; t++) {
      peaks[t]! /= band.count;
      valleys[t]! /= band.count;
    }
  });
  const above = options.linear ? peaks : powerToDb(peaks);
  const below = options.linear ? valleys : powerToDb(valleys);
  const contrast = likeSignal((isStrided(input) ? values : input) as T, above.length);
  for (let i = 0; i < contrast.length; i++) contrast[i] = above[i]! - below[i]!;
  return asMatrix(contrast, bands.length, frames);
}
