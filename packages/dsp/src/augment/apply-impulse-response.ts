import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { requireRange } from '../validate.ts';
import { convolve } from './convolve.ts';
import { rmsOf } from './level.ts';

/** Options of {@link applyImpulseResponse}. */
export interface ImpulseResponseOptions {
  /** What a click in the room sounds like, at the sample rate of the signal: recorded, or from {@link exponentialImpulseResponse}. */
  readonly impulseResponse: Signal;
  /**
   * Share of the reverberant signal in the mix, 0 … 1; the rest is the signal itself.
   * @default 1
   */
  readonly wet?: number | undefined;
  /**
   * Whether the reverberant signal is brought to the RMS of the dry one, so that only the room is added and not a level.
   * @default true
   */
  readonly keepLevel?: boolean | undefined;
  /**
   * Whether the tail beyond the end of the signal is kept: `impulseResponse.length − 1` samples more.
   * @default false
   */
  readonly keepTail?: boolean | undefined;
}

const names: OptionNames<ImpulseResponseOptions> = {
  impulseResponse: true,
  wet: true,
  keepLevel: true,
  keepTail: true,
};

/**
 * Places a signal in a room: convolves it with an impulse response.
 *
 * Source of the convolution: `scipy.signal.fftconvolve`.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option` (an empty response, `wet` outside [0, 1]), or `non-finite`.
 */
export function applyImpulseResponse<S extends Signal>(samples: S, options: ImpulseResponseOptions): OwnedSignal<S> {
  checkCall('applyImpulseResponse', 'signal', samples, options, names);
  const { impulseResponse, wet = 1, keepLevel = true, keepTail = false } = options;
  requireFinite(samples);
  requireFinite(impulseResponse, 'impulse response');
  requireRange('wet', wet, 0, 1);
  if (impulseResponse.length === 0) {
    throw new DspError('invalid-option', 'impulseResponse must hold at least one sample. Received none.');
  }
  const length = samples.length + (keepTail && samples.length > 0 ? impulseResponse.length - 1 : 0);
  const reverberant = convolve(samples, impulseResponse).subarray(0, length);
  const level = keepLevel ? rmsOf(reverberant.subarray(0, samples.length)) : 0;
  const factor = wet * (level > 0 ? rmsOf(samples) / level : 1);
  const out = likeSignal(samples, length);
  for (let i = 0; i < length; i++) {
    const dry = i < samples.length ? (1 - wet) * samples[i]! : 0;
    out[i] = dry + factor * reverberant[i]!;
  }
  return out;
}
