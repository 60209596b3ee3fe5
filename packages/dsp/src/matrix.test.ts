import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { asMatrix, Matrix } from './matrix.ts';
import { melSpectrogram } from './mel/mel-spectrogram.ts';
import { rowMajor } from './strided-array.ts';

const data = Float32Array.of(9, 1, 2, 3, 9, 4, 5, 6, 9);
/** [[1, 2, 3], [4, 5, 6]] between other values. */
const view = new Matrix(data, [2, 3], { stride: [4, 1], offset: 1 });

describe('a matrix', () => {
  test('reads and changes elements in place', () => {
    const matrix = new Matrix(data.slice(), [2, 3], { stride: [4, 1], offset: 1 });
    expect([matrix.get(0, 0), matrix.get(1, 2)]).toEqual([1, 6]);
    matrix.set(1, 2, 7);
    expect(matrix.data[7]).toBe(7);
  });

  test('gives rows, as views where their values stand side by side', () => {
    expect([...view].map((row) => [...row])).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(view.row(1).buffer).toBe(data.buffer);
    expect([...view.transpose()].map((row) => [...row])).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  test("has numpy's mean and deviation of every row", () => {
    expect([...view.mean()]).toEqual([2, 5]);
    expect(view.mean()).toBeInstanceOf(Float32Array);
    expect(asMatrix(Float64Array.of(1, 2, 4, 3, 3, 3), 2, 3).std()).toEqual(Float64Array.of(1.247219128924647, 0));
    expect([...new Matrix(new Float64Array(0), [1, 0]).mean()]).toEqual([Number.NaN]);
  });

  test('refuses a shape that does not fit', () => {
    const refusal = expect.objectContaining({ code: 'invalid-signal' });
    expect(() => new Matrix(data, [2, 5])).toThrow(refusal);
    expect(() => new Matrix(data, [2, 3], { offset: 4 })).toThrow(refusal);
    expect(() => new Matrix(data, [2, 3], { stride: [-4, 1] })).toThrow(refusal);
    expect(() => new Matrix(data, [1.5, 2])).toThrow(refusal);
  });
});

test('an ndarray, a plain object and a matrix are read alike', () => {
  const power = Float64Array.from({ length: 10 }, (_, i) => i * i);
  const options = { nFft: 8, nMels: 2, sampleRate: 8000 };
  const expected = melSpectrogram(asMatrix(power, 5, 2), options);
  expect(expected.shape).toEqual([2, 2]);
  expect(melSpectrogram(ndarray(power, [5, 2]), options)).toEqual(expected);
  expect(melSpectrogram({ data: power, shape: [5, 2] }, options)).toEqual(expected);
  const columns = Float64Array.from({ length: 10 }, (_, i) => power[(i % 5) * 2 + Math.floor(i / 5)]!);
  expect(melSpectrogram({ data: columns, shape: [5, 2], stride: [1, 5] }, options)).toEqual(expected);
  expect(() => rowMajor({ data: power, shape: [5, 3] })).toThrow(/does not fit in its 10 values/);
});
