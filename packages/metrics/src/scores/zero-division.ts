import { optionError } from '../input/check-option.ts';

/**
 * What a ratio is worth when its denominator is 0: `0`, `1`, `NaN` (left out of macro and weighted averages), or `'warn'`,
 * which counts as 0 and warns.
 */
export type ZeroDivision = 'warn' | number;

/**
 * The number that stands for a division by zero.
 *
 * @throws {MetricsError} `invalid-option` for anything but 0, 1, NaN and `'warn'`, as scikit-learn.
 */
export function zeroDivisionValue(zeroDivision: ZeroDivision): number {
  if (zeroDivision === 'warn') return 0;
  if (zeroDivision === 0 || zeroDivision === 1 || Number.isNaN(zeroDivision)) return zeroDivision;
  throw optionError('zeroDivision', "0, 1, NaN or 'warn'", zeroDivision);
}
