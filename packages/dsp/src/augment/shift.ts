import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { likeSignal, type OwnedSignal, type Signal } from '../signal.ts';
import { requireInteger } from '../validate.ts';

/** Options of {@link shift}. */
export interface ShiftOptions {
  /** How many samples later (positive) or earlier (negative) everything happens; an integer. */
  readonly offset: number;
  /**
   * Whether what leaves at one end comes back at the other; else zeros do.
   * @default true
   */
  readonly rollover?: boolean | undefined;
  /**
   * Samples over which the signal fades linearly on both sides of the seam, so that it does not click.
   * @default 0
   */
  readonly fade?: number | undefined;
}

const names: OptionNames<ShiftOptions> = { offset: true, rollover: true, fade: true };

/**
 * Moves a signal in time and keeps its length.
 *
 * @param samples Signal; not changed.
 * @throws {DspError} `invalid-option`.
 */
export function shift<S extends Signal>(samples: S, options: ShiftOptions): OwnedSignal<S> {
  checkCall('shift', 'signal', samples, options, names);
  const { offset, rollover = true, fade = 0 } = options;
  if (!Number.isInteger(offset)) {
    throw new DspError(
      'invalid-option',
      `offset must be an integer. Received ${String(offset)}; multiply seconds by the rate and round.`,
    );
  }
  requireInteger('fade', fade, 0);
  const length = samples.length;
  const out = likeSignal(samples, length);
  if (length === 0 || (!rollover && Math.abs(offset) >= length)) return out;
  const start = ((offset % length) + length) % length;
  out.set(samples.subarray(0, length - start), start);
  out.set(samples.subarray(length - start), 0);
  if (start === 0) return out;
  if (!rollover && offset > 0) out.fill(0, 0, start);
  if (!rollover && offset < 0) out.fill(0, start);
  for (let i = 0; i < fade; i++) {
    const weight = (i + 0.5) / fade;
    if (start + i < length) out[start + i]! *= weight;
    if (start - 1 - i >= 0) out[start - 1 - i]! *= weight;
  }
  return out;
}
