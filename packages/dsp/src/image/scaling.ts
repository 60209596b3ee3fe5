import { DspError } from '../errors.ts';
import { requireFinite } from '../signal.ts';
import { requirePositive } from '../validate.ts';

/**
 * How values become [0, 1].
 *
 * - `'min-max'`: the smallest becomes 0, the largest 1.
 * - `'z-score'`: mean 0.5, and three standard deviations on either side reach 0 and 1; beyond is clipped.
 * - `{ min, max }`: fixed limits in the unit of the matrix, the same for every clip (loudness survives); beyond is clipped.
 * - `'none'`: the values are in [0, 1] already; beyond is clipped.
 */
export type Scaling = 'min-max' | 'z-score' | 'none' | { readonly min: number; readonly max: number };

/** Deviations from the mean that reach the ends of [0, 1] under `'z-score'`. */
const Z_LIMIT = 3;

/** A line y = (x − low) / (high − low), or a constant where the values do not vary. */
interface Line {
  readonly low: number;
  readonly span: number;
  readonly flat: number;
}

function lineOf(values: ArrayLike<number>, scaling: Scaling): Line {
  if (scaling === 'none') return { low: 0, span: 1, flat: 0 };
  if (typeof scaling === 'object') {
    return { low: scaling.min, span: requirePositive('scaling.max - scaling.min', scaling.max - scaling.min), flat: 0 };
  }
  if (scaling === 'min-max') {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < values.length; i++) {
      low = Math.min(low, values[i]!);
      high = Math.max(high, values[i]!);
    }
    return { low, span: high - low, flat: 0 };
  }
  if (scaling === 'z-score') {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i]!;
    const mean = sum / values.length;
    let squares = 0;
    let largest = 0;
    for (let i = 0; i < values.length; i++) {
      const deviation = values[i]! - mean;
      squares += deviation * deviation;
      largest = Math.max(largest, Math.abs(values[i]!));
    }
    const limit = Z_LIMIT * Math.sqrt(squares / values.length);
    // The mean of equal values is off by rounding; what is left then is no variation.
    return { low: mean - limit, span: limit > 1e-12 * largest ? 2 * limit : 0, flat: 0.5 };
  }
  throw new DspError(
    'invalid-option',
    `scaling must be 'min-max', 'z-score', 'none' or { min, max }. Received ${JSON.stringify(scaling)}.`,
  );
}

/**
 * Brings values to [0, 1]. Values that are all equal (a clip of silence) become 0 under `'min-max'` and 0.5 under
 * `'z-score'`, never NaN.
 *
 * @throws {DspError} `non-finite` for NaN or infinite values, `invalid-option` for an unknown scaling.
 */
export function scaleToUnit(values: ArrayLike<number>, scaling: Scaling): Float64Array {
  requireFinite(values, 'matrix');
  const { low, span, flat } = lineOf(values, scaling);
  const out = new Float64Array(values.length).fill(flat);
  if (span > 0) {
    for (let i = 0; i < out.length; i++) out[i] = Math.min(1, Math.max(0, (values[i]! - low) / span));
  }
  return out;
}
