import { DspError } from '../errors.ts';
import { requirePositive } from '../validate.ts';

/**
 * 192 kHz to 750 Hz. A damaged header that says 1 Hz must not make a result of gigabytes out of a short file.
 */
const maxRatio = 256;

/** A conversion between two sample rates. */
export interface Ratio {
  /** Output samples per input sample. */
  readonly ratio: number;
  /** `ratio` as up / down in lowest terms where both rates are integers, else null. */
  readonly exact: { readonly up: number; readonly down: number } | null;
}

/**
 * Describes the conversion from one rate to another, both in Hz, integer or not.
 *
 * @throws {@link DspError} `invalid-option`
 */
export function ratioOf(from: number, to: number): Ratio {
  requirePositive('from', from);
  requirePositive('to', to);
  const ratio = to / from;
  if (!(ratio >= 1 / maxRatio && ratio <= maxRatio)) {
    throw new DspError(
      'invalid-option',
      `Rates must not differ by more than a factor of ${maxRatio}. Received from ${from} Hz and to ${to} Hz.`,
    );
  }
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return { ratio, exact: null };
  const divisor = greatestCommonDivisor(from, to);
  return { ratio, exact: { up: to / divisor, down: from / divisor } };
}

/** Length of the resampled signal as the converter gives it: n · ratio to the nearest integer, as in soxr. */
export function convertedLength(length: number, { ratio, exact }: Ratio): number {
  if (exact === null) return Math.floor(length * ratio + 0.5);
  return Math.floor((2 * length * exact.up + exact.down) / (2 * exact.down));
}

/** Of two positive integers. */
export function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
