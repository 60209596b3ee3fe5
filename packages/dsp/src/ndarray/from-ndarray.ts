import { inputError } from '../check-call.ts';
import { Matrix } from '../matrix.ts';
import type { Signal } from '../signal.ts';
import { isStrided, rowMajorStride, type StridedArray, shapeOf } from '../strided-array.ts';

/**
 * A two-dimensional `ndarray` as a {@link Matrix}: a view of the same values, with the same strides and offset. Every
 * function takes an `ndarray` as it is; this adds the methods of a matrix.
 *
 * @throws DspError `invalid-signal` for another number of axes.
 */
export function fromNdarray<T extends Signal>(array: StridedArray<T>): Matrix<T> {
  if (!isStrided(array)) throw inputError('fromNdarray', 'an ndarray of two axes', array);
  const { rows, columns } = shapeOf('array', array);
  const [row, column] = (array.stride ?? rowMajorStride(array.shape)) as [number, number];
  return new Matrix(array.data, [rows, columns], { stride: [row, column], offset: array.offset });
}
