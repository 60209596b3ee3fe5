import { DspError } from '../errors.ts';
import type { OwnedFloat64 } from '../signal.ts';
import { requireRoom } from '../validate.ts';

/** Frames that lie symmetrically in a recording, as Praat places them. */
export interface ShortTermFrames {
  readonly count: number;
  /** Seconds of the middle of the first frame. */
  readonly first: number;
  /** Seconds from one frame to the next. */
  readonly step: number;
}

/**
 * Frames of `window` seconds, `step` apart, of each of which `rows` values are made.
 *
 * @throws DspError `invalid-signal` where not one fits, `invalid-option` where they are too many to hold
 */
export function shortTermFrames(
  length: number,
  sampleRate: number,
  { window, step, rows }: { readonly window: number; readonly step: number; readonly rows: number },
): ShortTermFrames {
  const duration = length * (1 / sampleRate);
  const count = Math.floor((duration - window) / step) + 1;
  if (!(count >= 1)) {
    throw new DspError(
      'invalid-signal',
      `The recording must last at least ${window.toPrecision(3)} s for one frame. Received ${duration.toPrecision(3)} s.`,
    );
  }
  requireRoom('The frames', count * rows);
  return { count, first: 0.5 * duration - 0.5 * count * step + 0.5 * step, step };
}

/**
 * Index of the last sample at or before a time, where the first stands at `first` seconds. Rounded step by step as Praat rounds, since
 * frames often begin between two samples exactly.
 */
export function sampleBefore(seconds: number, sampleRate: number, first: number = 0.5 / sampleRate): number {
  return Math.floor((seconds - first) / (1 / sampleRate) + 1) - 1;
}

/** Seconds of the middle of every frame. */
export function frameTimes({ count, first, step }: ShortTermFrames): OwnedFloat64 {
  return Float64Array.from({ length: count }, (_, t) => first + t * step);
}

/** The Gaussian of `size` values that Praat's analyses use, 0 at its ends. */
export function praatGaussian(size: number): Float64Array {
  const edge = Math.exp(-12);
  return Float64Array.from({ length: size }, (_, i) => {
    const distance = i + 1 - 0.5 * (size + 1);
    return (Math.exp((-48 * distance * distance) / (size + 1) / (size + 1)) - edge) / (1 - edge);
  });
}
