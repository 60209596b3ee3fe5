import ndarray from 'ndarray';
import { DspError } from './errors.ts';
import { likeSignal, type Signal } from './signal.ts';
import type { Matrix } from './types.ts';

/** Wraps row-major `data` as a `[rows, columns]` ndarray without a copy. */
export function asMatrix<T extends Signal>(data: T, rows: number, columns: number): Matrix<T> {
  return ndarray(data, [rows, columns]);
}

/** Whether `value` is an ndarray (of this or another copy of that library) and not a typed array. */
export function isMatrix(value: unknown): value is Matrix {
  return typeof value === 'object' && value !== null && 'stride' in value && 'shape' in value;
}

/** Rows and columns of a two-dimensional ndarray. @throws DspError `invalid-signal` if it has another rank */
export function shapeOf(name: string, matrix: Matrix): { rows: number; columns: number } {
  if (isMatrix(matrix) && matrix.shape.length === 2) return { rows: matrix.shape[0]!, columns: matrix.shape[1]! };
  const received = isMatrix(matrix) ? `shape [${matrix.shape.join(', ')}]` : typeof matrix;
  throw new DspError('invalid-signal', `${name} must be an ndarray of shape [bands, frames]. Received ${received}.`);
}

/**
 * The values of an ndarray of any rank in row-major order.
 *
 * Shares memory with the input where it is already laid out so: read, never write. Data that is neither float32 nor
 * float64 is converted to float64.
 */
export function rowMajor<T extends Signal>(array: Matrix<T>): T {
  const { data, shape, stride, offset, size } = array;
  const typed = data instanceof Float32Array || data instanceof Float64Array;
  let expected = 1;
  let contiguous = true;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== expected) contiguous = false;
    expected *= shape[axis]!;
  }
  if (typed && contiguous) {
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
