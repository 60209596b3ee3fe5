import { optionError } from '../input/check-option.ts';

/**
 * Asserts a confidence level in (0, 1).
 *
 * @throws {MetricsError} `invalid-option`.
 */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) {
    throw optionError('level', 'between 0 and 1, such as 0.95', level);
  }
}
