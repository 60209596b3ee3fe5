import ndarray, { type NdArray } from 'ndarray';
import { isMatrix, rowMajor } from '../matrix.ts';
import { likeSignal, type Signal } from '../signal.ts';

/** A vector, or an ndarray of any rank. */
export type Values = Signal | NdArray<Signal>;

/** The values of the input in row-major order, and a new result of the same kind, shape and precision to be filled. */
export function valuesOf<V extends Values>(input: V): { values: Signal; out: Signal; result: V } {
  if (!isMatrix(input)) {
    const out = likeSignal(input as Signal, (input as Signal).length);
    return { values: input as Signal, out, result: out as V };
  }
  const values: Signal = rowMajor(input);
  const out = likeSignal(values, values.length);
  return { values, out, result: ndarray(out, input.shape.slice()) as unknown as V };
}
