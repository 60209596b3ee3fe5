import { checkCall, type OptionNames } from '../check-call.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { DspError } from '../errors.ts';
import { maximumFilter } from '../features/maximum-filter.ts';
import { type MelSpectrogramOptions, melSpectrogram, melSpectrogramNames } from '../mel/mel-spectrogram.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requireInteger } from '../validate.ts';

/** Options of {@link onsetStrength}; those of the mel spectrogram are for samples. */
export interface OnsetStrengthOptions extends MelSpectrogramOptions {
  /**
   * Frames over which the rise is taken, an integer ≥ 1.
   * @default 1
   */
  lag?: number | undefined;
  /**
   * Bands whose largest value the rise is taken from, an integer ≥ 1; more than 1 passes over vibrato.
   * @default 1
   */
  maxSize?: number | undefined;
  /**
   * Whether a slow drift is filtered out.
   * @default false
   */
  detrend?: boolean | undefined;
  /**
   * Whether the strength is delayed by half a transform, so that it stands where things begin. The frames of samples are
   * centered in either case.
   * @default true
   */
  center?: boolean | undefined;
  /**
   * How the rises of the bands become one number.
   * @default 'mean'
   */
  aggregate?: 'mean' | 'median' | 'max' | undefined;
}

/** The rise of one frame over all bands, as one number. */
function aggregated(rises: Float64Array, how: 'mean' | 'median' | 'max'): number {
  if (how === 'max') return rises.reduce((most, value) => Math.max(most, value), 0);
  if (how === 'mean') return rises.reduce((sum, value) => sum + value, 0) / rises.length;
  const sorted = Float64Array.from(rises).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const optionNames: OptionNames<OnsetStrengthOptions> = {
  ...melSpectrogramNames,
  lag: true,
  maxSize: true,
  detrend: true,
  center: true,
  aggregate: true,
};

/**
 * How strongly something begins in each frame, shape `[frames]`: the mean rise of the mel bands in decibels.
 *
 * Takes samples, or in their place a spectrogram **in decibels** `[bands, frames]`.
 *
 * Source: `librosa.onset.onset_strength` 0.11; Böck and Widmer, "Maximum filter vibrato suppression for onset detection"
 * (2013).
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function onsetStrength<T extends Signal>(
  input: T | StridedArray<T>,
  options: OnsetStrengthOptions = {},
): OwnedSignal<T> {
  checkCall('onsetStrength', 'signal or matrix', input, options, optionNames);
  const { lag = 1, maxSize = 1, detrend = false, aggregate = 'mean', center: centered = true, ...mel } = options;
  requireInteger('lag', lag);
  requireInteger('maxSize', maxSize);
  if (!['mean', 'median', 'max'].includes(aggregate)) {
    throw new DspError('invalid-option', `aggregate must be 'mean', 'median' or 'max'. Received ${String(aggregate)}.`);
  }
  const nFft = requireInteger('nFft', options.nFft ?? 2048);
  const hopLength = requireInteger('hopLength', options.hopLength ?? 512);
  const decibels = isStrided(input) ? input : powerToDb(melSpectrogram(input, mel));
  const { rows, columns } = shapeOf('spectrogram', decibels);
  const values = rowMajor(decibels);
  requireFinite(values, 'spectrogram');
  const reference = maxSize === 1 ? values : maximumFilter(values, rows, columns, maxSize);
  const shift = lag + (centered ? Math.floor(nFft / (2 * hopLength)) : 0);
  const count = centered ? columns : Math.max(0, columns - lag) + shift;
  const strength = likeSignal(values, count);
  const rises = new Float64Array(rows);
  for (let t = lag; t < columns && t - lag + shift < count; t++) {
    for (let k = 0; k < rows; k++) {
      rises[k] = Math.max(0, values[k * columns + t]! - reference[k * columns + t - lag]!);
    }
    strength[t - lag + shift] = aggregated(rises, aggregate);
  }
  if (detrend) {
    // First-order high-pass of scipy.signal.lfilter([1, -1], [1, -0.99]).
    let before = 0;
    let filtered = 0;
    for (let t = 0; t < count; t++) {
      const value = strength[t]!;
      filtered = value - before + 0.99 * filtered;
      before = value;
      strength[t] = filtered;
    }
  }
  return strength;
}
