import { DspError } from '../errors.ts';
import { greatestCommonDivisor } from '../greatest-common-divisor.ts';
import { requirePositive } from '../validate.ts';

/**
 * 192 kHz to 750 Hz. A damaged header that says 1 Hz must not make a result of gigabytes out of a short file.
 */
const maxRatio = 256;

/** A conversion between two sample rates. */
export interface Ratio {
  /** Output samples per input sample. */
  readonly ratio: number;
  /** `ratio` as up / down in lowest terms where both rates are integers, or it is a simple fraction; else null. */
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
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to)) return { ratio, exact: nearestFraction(from / to) };
  const divisor = greatestCommonDivisor(from, to);
  return { ratio, exact: { up: to / divisor, down: from / divisor } };
}

/** Denominators up to this are tried; soxr's own limit. */
const maxDenominator = 2048;

/** The fraction that `step`, input samples per output sample, is but for rounding, if it is one. */
function nearestFraction(step: number): Ratio['exact'] {
  for (let up = 1; up <= maxDenominator; up++) {
    const down = Math.round(step * up);
    if (down > 0 && Math.abs(down / (step * up) - 1) <= 1e-10) return { up, down };
  }
  return null;
}

/** Samples that a conversion may make whatever its input: 512 MB of float32, 100 minutes at 22,050 Hz. */
const mostFromLittle = 2 ** 27;
/** So many output samples per input sample are always allowed: what is made then has the size of what is there. */
const usualRatio = 8;

/**
 * Refuses a conversion that makes far more than it is given, such as 10 MB that say they were recorded at 100 Hz.
 *
 * @param length Length of the input in samples.
 * @throws {@link DspError} `invalid-option`
 */
export function checkConvertedLength(length: number, { ratio }: Ratio): void {
  const made = length * ratio;
  if (made <= mostFromLittle || ratio <= usualRatio) return;
  throw new DspError(
    'invalid-option',
    `${length} samples at ${ratio.toPrecision(6)} times their rate would make ${Math.round(made)}; at most ${mostFromLittle} are made at more than ${usualRatio} times the rate. Check the rate that the file tells, or convert a part of it (duration).`,
  );
}

/** Equal for equal conversions and for no others: what tables are kept by. */
export function ratioKey({ ratio, exact }: Ratio): string {
  return exact ? `${ratio} ${exact.up}/${exact.down}` : `${ratio}`;
}

/** Length of the resampled signal as the converter gives it, in doubles as there. */
export function convertedLength(length: number, from: number, to: number): number {
  return Math.floor(length / (from / to) + 0.5);
}
