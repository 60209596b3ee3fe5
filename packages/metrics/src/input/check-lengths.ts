import { MetricsError } from '../errors.ts';

/**
 * Asserts that every given array has the same length, at least 1; absent ones are skipped.
 *
 * @throws {MetricsError} `empty-input`, `length-mismatch`, or `invalid-label` for something that is not an array.
 */
export function checkLengths(arrays: Readonly<Record<string, ArrayLike<unknown> | undefined>>): number {
  const given = Object.entries(arrays).filter((entry): entry is [string, ArrayLike<unknown>] => entry[1] !== undefined);
  for (const [name, values] of given) {
    if (values === null || typeof values !== 'object' || !Number.isInteger(values.length)) {
      throw new MetricsError(
        'invalid-label',
        `${name} must be an array, received ${values === null ? 'null' : typeof values}.`,
      );
    }
  }
  const [firstName, first] = given[0]!;
  for (const [name, values] of given) {
    if (values.length !== first.length) {
      throw new MetricsError(
        'length-mismatch',
        `${firstName} has ${first.length} items, but ${name} has ${values.length}.`,
      );
    }
  }
  if (first.length === 0) {
    throw new MetricsError('empty-input', `${firstName} is empty; at least 1 item is required.`);
  }
  return first.length;
}
