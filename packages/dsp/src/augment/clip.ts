import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';

/** Options of {@link clip}. */
export interface ClipOptions {
  /**
   * Smallest value that passes.
   * @default -1
   */
  readonly min?: number | undefined;
  /**
   * Largest value that passes, at least `min`.
   * @default 1
   */
  readonly max?: number | undefined;
}

const names: OptionNames<ClipOptions> = { min: true, max: true };

/**
 * Cuts off what lies outside `[min, max]`, as an overdriven microphone does; with the defaults, as an encoder does.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option` if `min` is above `max`.
 */
export function clip<S extends Signal>(samples: S, options: ClipOptions = {}): OwnedSignal<S> {
  checkCall('clip', 'signal', samples, options, names);
  const { min = -1, max = 1 } = options;
  if (!(min <= max)) {
    throw new DspError('invalid-option', `min must be at most max. Received min = ${min}, max = ${max}.`);
  }
  const out = likeSignal(samples, samples.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.min(max, Math.max(min, samples[i]!));
  return out;
}
