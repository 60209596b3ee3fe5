import { checkCall, type OptionNames } from '../check-call.ts';
import { portablePowerOfTen } from '../portable/power.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requireRange } from '../validate.ts';

/** Options of {@link gain}. */
export interface GainOptions {
  /** Level change in dB, −200 … 200: 6 about doubles the amplitude, −6 about halves it. */
  readonly gainDb: number;
}

const names: OptionNames<GainOptions> = { gainDb: true };

/**
 * Makes a signal louder or softer: `samples · 10^(gainDb / 20)`. Nothing is clipped.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`.
 */
export function gain<S extends Signal>(samples: S, options: GainOptions): OwnedSignal<S> {
  checkCall('gain', 'signal', samples, options, names);
  const factor = portablePowerOfTen(requireRange('gainDb', options.gainDb, -200, 200) / 20);
  const out = likeSignal(samples, samples.length);
  for (let i = 0; i < out.length; i++) out[i] = factor * samples[i]!;
  return out;
}
