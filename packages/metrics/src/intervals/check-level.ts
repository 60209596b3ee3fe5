import { MetricsError } from '../errors.ts';

/**
 * Asserts a confidence level in (0, 1).
 *
 * @throws {MetricsError} `INVALID_OPTION`.
 */
export function checkLevel(level: number): void {
  if (!(level > 0 && level < 1)) {
    throw new MetricsError('INVALID_OPTION', `level must be between 0 and 1, such as 0.95, received ${String(level)}.`);
  }
}

/**
 * Asserts a number of successes among trials.
 *
 * @throws {MetricsError} `INVALID_OPTION`.
 */
export function checkProportion(successes: number, trials: number): void {
  if (!(trials > 0 && successes >= 0 && successes <= trials && Number.isFinite(trials))) {
    throw new MetricsError(
      'INVALID_OPTION',
      `successes must be in [0, trials] and trials above 0, received ${String(successes)} of ${String(trials)}.`,
    );
  }
}
