import { checkCall, type OptionNames } from '../../check-call.ts';
import type { OwnedSignal, Signal } from '../../signal.ts';
import { filterSections } from './biquad.ts';
import { butterworthBandPass } from './butterworth.ts';

/** Options of {@link bandPass}. */
export interface BandPassOptions {
  /** Sample rate in Hz. */
  readonly sampleRate: number;
  /** Lower edge in Hz, 3 dB down (6 dB with `zeroPhase`); above 0. */
  readonly low: number;
  /** Upper edge in Hz, 3 dB down (6 dB with `zeroPhase`); above `low`, below half the sample rate. */
  readonly high: number;
  /**
   * Order of the Butterworth prototype, 1 … 12; each adds 6 dB per octave on either side.
   * @default 2
   */
  readonly order?: number | undefined;
  /**
   * Filter forward and backward: no delay, twice the steepness.
   * @default false
   */
  readonly zeroPhase?: boolean | undefined;
}

const names: OptionNames<BandPassOptions> = { sampleRate: true, low: true, high: true, order: true, zeroPhase: true };

/**
 * Keeps what lies between two frequencies (Butterworth); 300 to 3400 Hz sounds like a telephone.
 *
 * Source: `scipy.signal.butter` with `sosfilt` or `sosfiltfilt`.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`, or `non-finite` for NaN samples.
 */
export function bandPass<S extends Signal>(samples: S, options: BandPassOptions): OwnedSignal<S> {
  checkCall('bandPass', 'signal', samples, options, names);
  const { sampleRate, low, high, order = 2, zeroPhase = false } = options;
  return filterSections(samples, butterworthBandPass(order, low, high, sampleRate), zeroPhase);
}
