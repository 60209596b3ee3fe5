import { MetricsError } from '../errors.ts';
import { quoteLabel } from './label.ts';

/** Error for an option that breaks its rule. */
export function optionError(option: string, rule: string, received: unknown): MetricsError {
  return new MetricsError('invalid-option', `${option} must be ${rule}, received ${quoteLabel(received)}.`);
}

/**
 * Asserts that an option is one of the values allowed.
 *
 * @throws {MetricsError} `invalid-option`.
 */
export function checkOneOf(option: string, received: unknown, allowed: readonly (string | null)[]): void {
  if (!allowed.includes(received as string | null)) {
    throw optionError(option, `one of ${allowed.map(quoteLabel).join(', ')}`, received);
  }
}

/**
 * Asserts that an option is an integer of at least 1.
 *
 * @throws {MetricsError} `invalid-option`.
 */
export function checkCount(option: string, received: number): void {
  if (!Number.isInteger(received) || received < 1) throw optionError(option, 'an integer of at least 1', received);
}
