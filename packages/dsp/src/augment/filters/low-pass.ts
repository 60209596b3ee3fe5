import { checkCall, type OptionNames } from '../../check-call.ts';
import type { OwnedSignal, Signal } from '../../signal.ts';
import { filterSections } from './biquad.ts';
import { butterworth } from './butterworth.ts';

/** Options of {@link lowPass} and {@link highPass}. */
export interface CutoffOptions {
  /** Sample rate in Hz. */
  readonly sampleRate: number;
  /** Frequency in Hz at which the filter is 3 dB down (6 dB with `zeroPhase`), above 0 and below half the sample rate. */
  readonly cutoff: number;
  /**
   * Order of the Butterworth filter, 1 … 12; each adds 6 dB per octave.
   * @default 2
   */
  readonly order?: number | undefined;
  /**
   * Filter forward and backward: no delay, twice the steepness.
   * @default false
   */
  readonly zeroPhase?: boolean | undefined;
}

const names: OptionNames<CutoffOptions> = { sampleRate: true, cutoff: true, order: true, zeroPhase: true };

/**
 * Removes what lies above a frequency (Butterworth), as a muffled recording does.
 *
 * Source: `scipy.signal.butter` with `sosfilt` or `sosfiltfilt`.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`, or `non-finite` for NaN samples.
 */
export function lowPass<S extends Signal>(samples: S, options: CutoffOptions): OwnedSignal<S> {
  checkCall('lowPass', 'signal', samples, options, names);
  const { sampleRate, cutoff, order = 2, zeroPhase = false } = options;
  return filterSections(samples, butterworth('low', order, cutoff, sampleRate), zeroPhase);
}
