import { checkCall, type OptionNames } from '../../check-call.ts';
import type { OwnedSignal, Signal } from '../../signal.ts';
import { filterSections } from './biquad.ts';
import { butterworth } from './butterworth.ts';
import type { CutoffOptions } from './low-pass.ts';

const names: OptionNames<CutoffOptions> = { sampleRate: true, cutoff: true, order: true, zeroPhase: true };

/**
 * Removes what lies below a frequency (Butterworth): rumble, hum, the proximity of a microphone.
 *
 * Source: `scipy.signal.butter` with `sosfilt` or `sosfiltfilt`.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`, or `non-finite` for NaN samples.
 */
export function highPass<S extends Signal>(samples: S, options: CutoffOptions): OwnedSignal<S> {
  checkCall('highPass', 'signal', samples, options, names);
  const { sampleRate, cutoff, order = 2, zeroPhase = false } = options;
  return filterSections(samples, butterworth('high', order, cutoff, sampleRate), zeroPhase);
}
