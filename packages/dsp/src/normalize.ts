import { checkCall, type OptionNames } from './check-call.ts';
import { DspError } from './errors.ts';
import { asMatrix, type Matrix } from './matrix.ts';
import { isFloat32, likeSignal, type OwnedSignal, requireFinite, type Signal } from './signal.ts';
import { rowMajor, type StridedArray, shapeOf } from './strided-array.ts';
import { requirePositive } from './validate.ts';

/** Options of {@link normalize}. */
export interface NormalizeOptions {
  /**
   * Which norm becomes 1: `Infinity` (largest magnitude), `-Infinity` (smallest), 0 (number of non-zeros), p > 0, or
   * `null` to leave the matrix as it is.
   * @default Infinity
   */
  norm?: number | null | undefined;
  /**
   * Direction that is normalized: 0 for each column (each frame) on its own, 1 for each row, `null` for the whole matrix.
   * @default 0
   */
  axis?: 0 | 1 | null | undefined;
  /**
   * Norms below this count as zero; > 0.
   * @default the smallest normal number of the precision
   */
  threshold?: number | undefined;
  /**
   * What becomes of vectors whose norm is below the threshold: `null` leaves them, `false` gives zeros, `true` a constant
   * vector of norm 1.
   * @default null
   */
  fill?: boolean | null | undefined;
}

/** Smallest normal number of the precision of `values`. */
export function smallestNormal(values: Signal): number {
  return isFloat32(values) ? 1.1754943508222875e-38 : 2.2250738585072014e-308;
}

/** The norm of `length` values that begin at `first` and lie `step` apart. */
function normOf(values: Signal, first: number, step: number, length: number, norm: number): number {
  let result = norm === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : 0;
  for (let i = 0, place = first; i < length; i++, place += step) {
    const magnitude = Math.abs(values[place]!);
    if (norm === Number.POSITIVE_INFINITY) result = Math.max(result, magnitude);
    else if (norm === Number.NEGATIVE_INFINITY) result = Math.min(result, magnitude);
    else if (norm === 0) result += magnitude > 0 ? 1 : 0;
    else if (norm === 1) result += magnitude;
    else result += norm === 2 ? magnitude * magnitude : magnitude ** norm;
  }
  if (norm === 2) return Math.sqrt(result);
  return norm > 0 && norm !== 1 && Number.isFinite(norm) ? result ** (1 / norm) : result;
}

const names: OptionNames<NormalizeOptions> = { norm: true, axis: true, threshold: true, fill: true };

/**
 * Scales the columns (or rows, or all) of a matrix to norm 1, in the precision of the input.
 *
 * Source: `librosa.util.normalize` 0.11. Note its default axis: every frame on its own, not the matrix as a whole.
 *
 * @throws DspError `invalid-option`, `non-finite`.
 */
export function normalize<T extends Signal>(
  matrix: StridedArray<T>,
  options: NormalizeOptions = {},
): Matrix<OwnedSignal<T>> {
  checkCall('normalize', 'matrix', matrix, options, names);
  const { norm = Number.POSITIVE_INFINITY, axis = 0, fill = null } = options;
  const { rows, columns } = shapeOf('matrix', matrix);
  const values = rowMajor(matrix);
  requireFinite(values, 'matrix');
  const threshold = requirePositive('threshold', options.threshold ?? smallestNormal(values));
  if (norm !== null && !(norm >= 0 || norm === Number.NEGATIVE_INFINITY)) {
    throw new DspError('invalid-option', `norm must be at least 0, -Infinity or null. Received ${String(norm)}.`);
  }
  if (norm === 0 && fill === true) {
    throw new DspError('invalid-option', 'fill: true is not possible with norm 0: no constant vector has that norm 1.');
  }
  const out = likeSignal(values, values.length);
  if (norm === null) {
    out.set(values);
    return asMatrix(out, rows, columns);
  }
  const [lines, length, step, stride] =
    axis === null ? [1, values.length, 1, 0] : axis === 0 ? [columns, rows, columns, 1] : [rows, columns, 1, columns];
  const constant = Number.isFinite(norm) ? length ** (-1 / norm) : 1;
  for (let line = 0; line < lines; line++) {
    const first = line * stride;
    const divisor = normOf(values, first, step, length, norm);
    const small = divisor < threshold;
    for (let i = 0, place = first; i < length; i++, place += step) {
      if (!small) out[place] = values[place]! / divisor;
      else out[place] = fill === null ? values[place]! : fill ? constant : 0;
    }
  }
  return asMatrix(out, rows, columns);
}
