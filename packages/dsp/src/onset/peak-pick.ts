import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { type OwnedFloat64, requireFinite, type Signal } from '../signal.ts';

/** Options of {@link peakPick}. All are required, as in librosa; numbers of values are rounded up. */
export interface PeakPickOptions {
  /** Values before a place over which it must be the largest, ≥ 0. */
  preMax: number;
  /** Values from a place on, itself included, over which it must be the largest, > 0. */
  postMax: number;
  /** Values before a place over which the mean is taken, ≥ 0. */
  preAvg: number;
  /** Values from a place on, itself included, over which the mean is taken, > 0. */
  postAvg: number;
  /** By how much a peak must exceed the mean, ≥ 0. */
  delta: number;
  /** Values that are passed over after a peak, ≥ 0. */
  wait: number;
}

export const peakPickNames: OptionNames<PeakPickOptions> = {
  preMax: true,
  postMax: true,
  preAvg: true,
  postAvg: true,
  delta: true,
  wait: true,
};

function requireAtLeastZero(name: string, value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new DspError('invalid-option', `${name} must be a finite number of at least 0. Received ${String(value)}.`);
}

/**
 * Numbers of the peaks of a series, from left to right: values that are the largest of their surroundings, exceed their mean
 * by `delta` and stand more than `wait` behind the peak before.
 *
 * Source: `librosa.util.peak_pick` 0.11; Böck, Krebs and Schedl, "Evaluating the online capabilities of onset detection
 * methods", ISMIR 2012.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function peakPick(series: Signal, options: PeakPickOptions): OwnedFloat64 {
  checkCall('peakPick', 'signal', series, options, peakPickNames);
  requireFinite(series, 'series');
  const delta = requireAtLeastZero('delta', options.delta);
  const count = (name: 'preMax' | 'preAvg' | 'wait'): number => Math.ceil(requireAtLeastZero(name, options[name]));
  const preMax = count('preMax');
  const preAvg = count('preAvg');
  const wait = count('wait');
  const after = (name: 'postMax' | 'postAvg'): number => {
    const value = Math.ceil(requireAtLeastZero(name, options[name]));
    if (value > 0) return value;
    throw new DspError('invalid-option', `${name} must be greater than 0. Received ${options[name]}.`);
  };
  const postMax = after('postMax');
  const postAvg = after('postAvg');

  const { length } = series;
  const isLargest = (n: number): boolean => {
    const end = Math.min(n + postMax, length);
    for (let i = Math.max(0, n - preMax); i < end; i++) if (series[i]! > series[n]!) return false;
    return true;
  };
  const isAboveMean = (n: number): boolean => {
    const first = Math.max(0, n - preAvg);
    const end = Math.min(n + postAvg, length);
    let sum = 0;
    for (let i = first; i < end; i++) sum += series[i]!;
    return series[n]! >= sum / (end - first) + delta;
  };
  const peaks: number[] = [];
  for (let n = 0; n < length; n++) {
    if (!isLargest(n) || !isAboveMean(n)) continue;
    peaks.push(n);
    n += wait;
  }
  return Float64Array.from(peaks);
}
