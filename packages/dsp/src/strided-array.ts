import { DspError } from './errors.ts';
import { isSignal, likeSignal, type Signal } from './signal.ts';

/**
 * Values with a shape, as every function of this package reads them: a {@link Matrix}, an {@link Image}, an `ndarray` of any
 * copy of that library, or the plain object. Element (i, j, …) is `data[offset + i · stride[0] + j · stride[1] + …]`.
 */
export interface StridedArray<T extends Signal = Signal> {
  readonly data: T;
  readonly shape: readonly number[];
  /**
   * Distance between neighbors along each axis, in values.
   * @default row-major, without gaps
   */
  readonly stride?: readonly number[] | undefined;
  /**
   * Where the first value stands in `data`.
   * @default 0
   */
  readonly offset?: number | undefined;
}

/** Strides of row-major values without gaps. */
export function rowMajorStride(shape: readonly number[]): number[] {
  const stride = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis--) stride[axis] = stride[axis + 1]! * shape[axis + 1]!;
  return stride;
}

/** Whether every element lies in `data`. */
export function fits({ data, shape, stride = rowMajorStride(shape), offset = 0 }: StridedArray): boolean {
  let first = offset;
  let last = offset;
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) {
    const reach = (shape[axis]! - 1) * stride[axis]!;
    if (reach > 0) last += reach;
    else first += reach;
    size *= shape[axis]!;
  }
  const isWhole = shape.every((n) => Number.isSafeInteger(n) && n >= 0) && stride.every(Number.isSafeInteger);
  return isWhole && stride.length === shape.length && (size === 0 || (first >= 0 && last < data.length));
}

/** Whether `value` has values and a shape: told by its fields, so that any copy of a library will do. */
export function isStrided(value: unknown): value is StridedArray {
  return (
    typeof value === 'object' &&
    value !== null &&
    'shape' in value &&
    Array.isArray(value.shape) &&
    'data' in value &&
    ArrayBuffer.isView(value.data)
  );
}

/** Rows and columns. @throws DspError `invalid-signal` for anything but two axes */
export function shapeOf(name: string, matrix: StridedArray): { rows: number; columns: number } {
  if (isStrided(matrix) && matrix.shape.length === 2) return { rows: matrix.shape[0]!, columns: matrix.shape[1]! };
  const received = isStrided(matrix) ? `shape [${matrix.shape.slice(0, 8).join(', ')}]` : typeof matrix;
  throw new DspError('invalid-signal', `${name} must be a matrix of shape [bands, frames]. Received ${received}.`);
}

/**
 * The values in row-major order, whatever the number of axes.
 *
 * Shares memory with the input where it is already laid out so: read, never write. Data that is neither float32 nor
 * float64 is converted to float64.
 *
 * @throws DspError `invalid-signal` if shape, strides and data contradict each other
 */
export function rowMajor<T extends Signal>(array: StridedArray<T>): T {
  const { data, shape, stride = rowMajorStride(shape), offset = 0 } = array;
  if (!fits(array)) {
    throw new DspError(
      'invalid-signal',
      `An array of shape [${shape}], strides [${stride}] and offset ${offset} does not fit in its ${data.length} values.`,
    );
  }
  let size = 1;
  let contiguous = true;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== size) contiguous = false;
    size *= shape[axis]!;
  }
  if (isSignal(data) && contiguous) {
    return (offset === 0 && data.length === size ? data : data.subarray(offset, offset + size)) as T;
  }
  const out = likeSignal(data, size);
  const index = shape.map(() => 0);
  let position = offset;
  for (let i = 0; i < size; i++) {
    out[i] = data[position]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position += stride[axis]!;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      position -= stride[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}
