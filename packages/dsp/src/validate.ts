import { DspError } from './errors.ts';

/** Returns `value` if it is an integer ≥ `minimum`. @throws DspError `invalid-option` */
export function requireInteger(name: string, value: number, minimum = 1): number {
  if (Number.isInteger(value) && value >= minimum) return value;
  throw new DspError('invalid-option', `${name} must be an integer of at least ${minimum}. Received ${String(value)}.`);
}

/** Returns `value` if it is a finite number > 0. @throws DspError `invalid-option` */
export function requirePositive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new DspError('invalid-option', `${name} must be a finite number greater than 0. Received ${String(value)}.`);
}

/** Returns `value` if it lies in [minimum, maximum]; NaN does not. @throws DspError `invalid-option` */
export function requireRange(name: string, value: number, minimum: number, maximum: number): number {
  if (value >= minimum && value <= maximum) return value;
  throw new DspError('invalid-option', `${name} must lie in [${minimum}, ${maximum}]. Received ${String(value)}.`);
}

/** Returns `value` if it is a finite number. @throws DspError `invalid-option` */
export function requireFiniteNumber(name: string, value: number): number {
  if (Number.isFinite(value)) return value;
  throw new DspError('invalid-option', `${name} must be a finite number. Received ${String(value)}.`);
}

/** Values of one result at most: 2 GiB in float64. */
const maxValues = 2 ** 28;
/** Points of a transform at most. */
const maxTransform = 2 ** 22;

/**
 * Returns `count` if a result of so many values may be made. Asked before memory is: the product of two numbers that come
 * from outside has a limit.
 *
 * @throws DspError `invalid-option`
 */
export function requireRoom(what: string, count: number): number {
  if (count >= 0 && count <= maxValues) return count;
  throw new DspError('invalid-option', `${what} would take ${count} values; at most ${maxValues} are made at once.`);
}

/** Returns `nFft` if it is an integer from `minimum` to 4,194,304. @throws DspError `invalid-option` */
export function requireFftLength(nFft: number, minimum = 1, name = 'nFft'): number {
  requireInteger(name, nFft, minimum);
  if (nFft <= maxTransform) return nFft;
  throw new DspError('invalid-option', `${name} must be at most ${maxTransform}. Received ${nFft}.`);
}
