import ndarray, { type NdArray } from 'ndarray';
import { inputError } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { Signal } from '../signal.ts';
import { fits, isStrided, rowMajorStride, type StridedArray } from '../strided-array.ts';

/**
 * A matrix, or an image, as an `ndarray`: a view of the same values, with the same shape, strides and offset.
 *
 * The library `ndarray` makes code at run time, which a content security policy without `'unsafe-eval'` forbids; nothing
 * else of this package needs it.
 *
 * @throws DspError `invalid-signal` if shape, strides and data contradict each other.
 */
export function toNdarray<T extends Signal>(array: StridedArray<T>): NdArray<T> {
  if (!isStrided(array)) throw inputError('toNdarray', 'a matrix or an image', array);
  if (!fits(array))
    throw new DspError('invalid-signal', `An array of shape [${array.shape}] does not fit in its data.`);
  const { data, shape, stride = rowMajorStride(shape), offset = 0 } = array;
  return ndarray(data, [...shape], [...stride], offset);
}
