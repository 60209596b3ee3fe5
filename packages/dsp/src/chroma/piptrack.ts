import { checkCall, type OptionNames } from '../check-call.ts';
import { type SpectralOptions, type Spectrum, spectrumOf } from '../features/spectral-input.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { fftFrequencies } from '../mel/frequencies.ts';
import { likeSignal, type Signal } from '../signal.ts';
import { stftNames } from '../stft/option-names.ts';
import type { StridedArray } from '../strided-array.ts';
import { requirePositive } from '../validate.ts';

/** Options of {@link piptrack}. */
export interface PiptrackOptions extends SpectralOptions {
  /**
   * Samples per second.
   * @default 22050
   */
  sampleRate?: number | undefined;
  /**
   * Samples from one frame to the next.
   * @default floor(winLength / 4)
   */
  hopLength?: number | undefined;
  /**
   * Lowest frequency of a peak in Hz.
   * @default 150
   */
  fMin?: number | undefined;
  /**
   * Highest frequency of a peak in Hz.
   * @default 4000
   */
  fMax?: number | undefined;
  /**
   * A bin is a peak only above this part of the largest magnitude of its frame.
   * @default 0.1
   */
  threshold?: number | undefined;
  /**
   * Magnitude above which a bin can be a peak, in place of `threshold`.
   * @default threshold · largest of the frame
   */
  ref?: number | undefined;
}

/** A spectral peak with its interpolated frequency and magnitude. */
export interface SpectralPeak {
  /** Index of bin and frame in the row-major spectrogram. */
  readonly place: number;
  readonly hz: number;
  readonly magnitude: number;
}

/** All peaks of a spectrogram in row-major order. */
export function peaksOf(spectrum: Spectrum<Signal>, options: PiptrackOptions): SpectralPeak[] {
  const { values, bins, frames, nFft } = spectrum;
  const sampleRate = requirePositive('sampleRate', options.sampleRate ?? 22050);
  const fMin = Math.max(options.fMin ?? 150, 0);
  const fMax = Math.min(options.fMax ?? 4000, sampleRate / 2);
  const hz = fftFrequencies({ sampleRate, nFft });
  const limits = new Float64Array(frames);
  if (options.ref === undefined) {
    for (let k = 0, place = 0; k < bins; k++) {
      for (let t = 0; t < frames; t++, place++) limits[t] = Math.max(limits[t]!, values[place]!);
    }
    const threshold = options.threshold ?? 0.1;
    for (let t = 0; t < frames; t++) limits[t]! *= threshold;
  } else limits.fill(Math.abs(options.ref));

  const peaks: SpectralPeak[] = [];
  for (let k = 1; k < bins; k++) {
    if (!(fMin <= hz[k]! && hz[k]! < fMax)) continue;
    for (let t = 0; t < frames; t++) {
      const place = k * frames + t;
      const value = values[place]!;
      const limit = limits[t]!;
      if (value <= limit) continue;
      // Neighbors that do not pass the limit count as zero.
      const below = values[place - frames]!;
      const above = k + 1 < bins ? values[place + frames]! : 0;
      if (!(value > (below > limit ? below : 0)) || !(k + 1 === bins || value >= (above > limit ? above : 0))) continue;
      let shift = 0;
      let slope = value - below;
      if (k + 1 < bins) {
        const curvature = above + below - 2 * value;
        slope = (above - below) / 2;
        if (Math.abs(slope) < Math.abs(curvature)) shift = -slope / curvature;
      }
      peaks.push({ place, hz: ((k + shift) * sampleRate) / nFft, magnitude: value + 0.5 * slope * shift });
    }
  }
  return peaks;
}

/** The spectrum that peaks are looked for in: magnitudes, a quarter of a window apart. */
export function peakSpectrumOf<T extends Signal>(input: T | StridedArray<T>, options: PiptrackOptions): Spectrum<T> {
  const hopLength = options.hopLength ?? Math.floor((options.winLength ?? options.nFft ?? 2048) / 4);
  return spectrumOf(input, { ...options, hopLength }, 1);
}

/** Names of the options. */
export const piptrackNames: OptionNames<PiptrackOptions> = {
  ...stftNames,
  sampleRate: true,
  fMin: true,
  fMax: true,
  threshold: true,
  ref: true,
};

/**
 * Spectral peaks, refined by parabolas: frequencies in Hz and magnitudes, both `[bins, frames]`, 0 where there is no peak.
 *
 * Takes samples, or in their place a magnitude spectrogram `[bins, frames]`.
 *
 * Source: `librosa.piptrack` 0.11; Smith, "Sinusoidal peak interpolation", in "Spectral Audio Signal Processing" (2011).
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function piptrack<T extends Signal>(
  input: T | StridedArray<T>,
  options: PiptrackOptions = {},
): { pitches: Matrix<T>; magnitudes: Matrix<T> } {
  checkCall('piptrack', 'signal or matrix', input, options, piptrackNames);
  const spectrum = peakSpectrumOf(input, options);
  const { values, bins, frames } = spectrum;
  const pitches = likeSignal(values, values.length);
  const magnitudes = likeSignal(values, values.length);
  for (const { place, hz, magnitude } of peaksOf(spectrum, options)) {
    pitches[place] = hz;
    magnitudes[place] = magnitude;
  }
  return { pitches: asMatrix(pitches, bins, frames), magnitudes: asMatrix(magnitudes, bins, frames) };
}
