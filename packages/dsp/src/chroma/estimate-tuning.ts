import { checkCall, checkOptions, inputError, type OptionNames } from '../check-call.ts';
import type { Spectrum } from '../features/spectral-input.ts';
import type { Signal } from '../signal.ts';
import type { StridedArray } from '../strided-array.ts';
import { requireInteger, requirePositive } from '../validate.ts';
import { hzToOcts } from './octaves.ts';
import { type PiptrackOptions, peakSpectrumOf, peaksOf, piptrackNames } from './piptrack.ts';

/** Options of {@link pitchTuning}. */
export interface PitchTuningOptions {
  /**
   * Width of the classes of deviation that are counted, in parts of a bin, in (0, 1].
   * @default 0.01
   */
  resolution?: number | undefined;
  /**
   * Bins of an octave.
   * @default 12
   */
  binsPerOctave?: number | undefined;
}

/** Options of {@link estimateTuning}. */
export interface EstimateTuningOptions extends PiptrackOptions, PitchTuningOptions {}

const ownPitchTuningNames: OptionNames<PitchTuningOptions> = { resolution: true, binsPerOctave: true };

/**
 * The most frequent deviation of frequencies in Hz from the bins of A4 = 440 Hz, in parts of a bin, in [-0.5, 0.5); 0 for
 * no frequencies.
 *
 * Source: `librosa.pitch_tuning` 0.11.
 *
 * @throws DspError `invalid-option`.
 */
export function pitchTuning(frequencies: ArrayLike<number>, options: PitchTuningOptions = {}): number {
  if (typeof frequencies !== 'object' || frequencies === null || !('length' in frequencies)) {
    throw inputError('pitchTuning', 'a list of frequencies in Hz', frequencies);
  }
  checkOptions('pitchTuning', options, ownPitchTuningNames);
  const binsPerOctave = requireInteger('binsPerOctave', options.binsPerOctave ?? 12);
  const count = Math.ceil(1 / requirePositive('resolution', options.resolution ?? 0.01));
  const edges = Float64Array.from({ length: count + 1 }, (_, i) => (i === count ? 0.5 : i * (1 / count) - 0.5));
  const counts = new Uint32Array(count);
  for (let i = 0; i < frequencies.length; i++) {
    if (!(frequencies[i]! > 0)) continue;
    const bins = binsPerOctave * hzToOcts(frequencies[i]!);
    let residual = bins - Math.floor(bins);
    if (residual >= 0.5) residual -= 1;
    let bin = Math.min(count - 1, Math.max(0, Math.floor((residual + 0.5) * count)));
    // The edges decide, not the rounded quotient.
    while (bin > 0 && residual < edges[bin]!) bin--;
    while (bin < count - 1 && residual >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  let fullest = 0;
  for (let bin = 1; bin < count; bin++) if (counts[bin]! > counts[fullest]!) fullest = bin;
  return counts[fullest] === 0 ? 0 : edges[fullest]!;
}

/** Middle value; the mean of the two middle ones for an even number. */
function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Tuning from the louder half of a spectrogram's peaks. */
export function tuningOf(spectrum: Spectrum<Signal>, options: EstimateTuningOptions): number {
  const peaks = peaksOf(spectrum, options).filter(({ hz }) => hz > 0);
  if (peaks.length === 0) return 0;
  const threshold = median(Float64Array.from(peaks, ({ magnitude }) => magnitude));
  const { resolution, binsPerOctave } = options;
  return pitchTuning(
    peaks.filter(({ magnitude }) => magnitude >= threshold).map(({ hz }) => hz),
    { resolution, binsPerOctave },
  );
}

const names: OptionNames<EstimateTuningOptions> = {
  ...piptrackNames,
  resolution: true,
  binsPerOctave: true,
};

/**
 * Deviation of a recording from A4 = 440 Hz, in parts of a bin, in [-0.5, 0.5).
 *
 * Takes samples, or in their place a spectrogram `[bins, frames]`.
 *
 * Source: `librosa.estimate_tuning` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function estimateTuning<T extends Signal>(
  input: T | StridedArray<T>,
  options: EstimateTuningOptions = {},
): number {
  checkCall('estimateTuning', 'signal or matrix', input, options, names);
  return tuningOf(peakSpectrumOf(input, options), options);
}
