import { DspError } from '../errors.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { fftFrequencies } from '../mel/frequencies.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import type { StftOptions } from '../stft/options.ts';
import { spectrogramOf } from '../stft/spectrogram.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';

/** Options of the features that begin with a spectrogram; those of the transform are unused where one is given. */
export interface SpectralOptions extends StftOptions {
  /**
   * Samples from one frame to the next, an integer ≥ 1.
   * @default 512
   */
  hopLength?: number | undefined;
}

/** Options of the features that are measured in Hz. */
export interface FrequencyOptions extends SpectralOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Frequency of every bin in Hz, where it is not that of a Fourier transform.
   * @default k · sampleRate / nFft
   */
  freq?: ArrayLike<number> | undefined;
}

/** A spectrogram as the features read it: row-major `[bins, frames]`, finite and not negative. */
export interface Spectrum<T extends Signal> {
  readonly values: T;
  readonly bins: number;
  readonly frames: number;
  readonly nFft: number;
}

/** Length of the transform behind a spectrogram: the one asked for if it has as many bins, else the even one that has. */
export function nFftOf(bins: number, nFft = 2048): number {
  return Math.floor(nFft / 2) + 1 === bins ? nFft : 2 * (bins - 1);
}

/**
 * The given spectrogram, checked, or the one of the given samples.
 *
 * @throws DspError `invalid-signal` for negative values or fewer than 2 bins, `non-finite`.
 */
export function spectrumOf<T extends Signal>(
  input: T | StridedArray<T>,
  options: SpectralOptions,
  power: number,
): Spectrum<T> {
  const matrix = isStrided(input) ? input : spectrogramOf(input, { ...options, power });
  const { rows, columns } = shapeOf('spectrogram', matrix);
  const values = rowMajor(matrix) as T;
  if (isStrided(input)) {
    if (rows < 2) throw new DspError('invalid-signal', `A spectrogram must have at least 2 bins. Received ${rows}.`);
    requireFinite(values, 'spectrogram');
    let least = 0;
    for (let i = 0; i < values.length; i++) least = Math.min(least, values[i]!);
    if (least < 0) {
      const negative = values.indexOf(least);
      throw new DspError(
        'invalid-signal',
        `A spectrogram must not be negative. Received ${values[negative]} in row ${Math.floor(negative / columns)}; ` +
          'give magnitudes, not decibels.',
      );
    }
  }
  return { values, bins: rows, frames: columns, nFft: nFftOf(rows, options.nFft) };
}

/** Frequencies of the bins in Hz. @throws DspError `invalid-option` if `freq` has another length */
export function frequenciesOf(
  { bins, nFft }: Pick<Spectrum<Signal>, 'bins' | 'nFft'>,
  options: FrequencyOptions,
): ArrayLike<number> {
  const freq = options.freq ?? fftFrequencies({ sampleRate: options.sampleRate ?? 22050, nFft });
  if (freq.length === bins) return freq;
  throw new DspError('invalid-option', `freq must have one value for each of ${bins} bins. Received ${freq.length}.`);
}

/** One value a frame, as a matrix `[1, frames]` in the precision of `like`. */
export function rowOf<T extends Signal>(like: T, values: ArrayLike<number>): Matrix<OwnedSignal<T>> {
  const row = likeSignal(like, values.length);
  row.set(values);
  return asMatrix(row, 1, values.length);
}

/** Sum of every column. */
export function columnSums({ values, bins, frames }: Spectrum<Signal>): Float64Array {
  const sums = new Float64Array(frames);
  for (let k = 0, place = 0; k < bins; k++) for (let t = 0; t < frames; t++, place++) sums[t]! += values[place]!;
  return sums;
}
