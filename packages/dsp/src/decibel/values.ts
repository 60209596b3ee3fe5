import { asMatrix } from '../matrix.ts';
import { likeSignal, type Signal } from '../signal.ts';
import { isStrided, rowMajor, rowMajorStride, type StridedArray } from '../strided-array.ts';

/** A vector, or values with a shape of any number of axes. */
export type Values = Signal | StridedArray;

/** Values with a shape in row-major order: a {@link Matrix} of two axes, a plain object of another number. */
export function shaped(data: Signal, shape: readonly number[]): StridedArray {
  if (shape.length === 2) return asMatrix(data, shape[0]!, shape[1]!);
  return { data, shape: shape.slice(), stride: rowMajorStride(shape), offset: 0 };
}

/** The values of the input in row-major order, and a new result of the same kind, shape and precision to be filled. */
export function valuesOf(input: Values): { values: Signal; out: Signal; result: Values } {
  const values = isStrided(input) ? rowMajor(input) : input;
  const out = likeSignal(values, values.length);
  return { values, out, result: isStrided(input) ? shaped(out, input.shape) : out };
}
