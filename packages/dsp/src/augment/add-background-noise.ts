import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { portablePowerOfTen } from '../portable/power.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireInteger, requireRange } from '../validate.ts';
import { rmsOf } from './level.ts';

/** Options of {@link addBackgroundNoise}. */
export interface AddBackgroundNoiseOptions {
  /** The noise, at the sample rate of the signal; repeated where it is shorter. */
  readonly noise: Signal;
  /** RMS of the signal over RMS of the noise that is mixed in, in dB; −100 … 200. */
  readonly snrDb: number;
  /**
   * Sample of the noise at which to begin; ≥ 0, taken modulo its length.
   * @default 0
   */
  readonly offset?: number | undefined;
}

const names: OptionNames<AddBackgroundNoiseOptions> = { noise: true, snrDb: true, offset: true };

/**
 * Mixes recorded noise into a signal at a signal-to-noise ratio.
 *
 * A silent signal and a silent stretch of noise have no ratio: the signal comes back as it was.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option` (no noise, an SNR out of range), or `non-finite`.
 */
export function addBackgroundNoise<S extends Signal>(samples: S, options: AddBackgroundNoiseOptions): OwnedSignal<S> {
  checkCall('addBackgroundNoise', 'signal', samples, options, names);
  const { noise, snrDb, offset = 0 } = options;
  requireFinite(samples);
  requireFinite(noise, 'noise');
  requireRange('snrDb', snrDb, -100, 200);
  requireInteger('offset', offset, 0);
  if (noise.length === 0) {
    throw new DspError('invalid-option', 'noise must hold at least one sample. Received none.');
  }
  const out = likeSignal(samples, samples.length);
  const mixed = new Float64Array(samples.length);
  for (let i = 0; i < mixed.length; i++) mixed[i] = noise[(offset + i) % noise.length]!;
  const level = rmsOf(mixed);
  const factor = level > 0 ? rmsOf(samples) / level / portablePowerOfTen(snrDb / 20) : 0;
  for (let i = 0; i < out.length; i++) out[i] = samples[i]! + factor * mixed[i]!;
  return out;
}
