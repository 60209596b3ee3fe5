import ndarray from 'ndarray';
import { expect, test } from 'vitest';
import { Matrix } from '../matrix.ts';
import { fromNdarray } from './from-ndarray.ts';
import { toNdarray } from './to-ndarray.ts';

test('a matrix and an ndarray are views of the same values, strides and offset included', () => {
  const data = Float64Array.from({ length: 14 }, (_, i) => i);
  const view = ndarray(data, [4, 3], [3, 1], 2).transpose(1, 0);
  const matrix = fromNdarray(view);
  expect(matrix.shape).toEqual([3, 4]);
  expect([matrix.get(2, 1), matrix.get(0, 3)]).toEqual([view.get(2, 1), view.get(0, 3)]);
  matrix.set(1, 1, -5);
  expect(view.get(1, 1)).toBe(-5);

  const back = toNdarray(matrix);
  expect([back.shape, back.stride, back.offset]).toEqual([view.shape, view.stride, 2]);
  expect(back.data).toBe(data);
  expect(toNdarray({ data, shape: [2, 7] }).get(1, 0)).toBe(7);
});

test('what fits no matrix is refused', () => {
  const invalid = expect.objectContaining({ code: 'invalid-signal' });
  expect(() => fromNdarray(ndarray(new Float32Array(8), [2, 2, 2]))).toThrow(invalid);
  expect(() => toNdarray({ data: new Float32Array(3), shape: [2, 2] })).toThrow(invalid);
  expect(() => new Matrix(new Float32Array(3), [2, 2])).toThrow(invalid);
});
