import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { asMatrix } from '../matrix.ts';
import { dct } from './dct.ts';

const matrix = asMatrix(signals.noise!.slice(0, 45), 9, 5);

test.each(goldenCases('cepstra', 'dct'))('scipy $title', ({ options, result }) => {
  expectGolden(dct(matrix, options), result, {
    name: 'dct',
    reference: 'scipy 1.17.1 fft.dct',
    measure: 'relative',
    tolerance: 1e-13,
  });
});

test('of a vector is the transform of its only column', () => {
  const column = Float32Array.of(1, 4, 9, 16);
  expect(dct(column, { norm: 'ortho' })).toEqual(dct(asMatrix(column, 4, 1), { norm: 'ortho' }).data);
});

test('type 3 undoes type 2 and types 1 and 4 undo themselves, all orthonormal', () => {
  for (const [there, back] of [
    [2, 3],
    [3, 2],
    [1, 1],
    [4, 4],
  ] as const) {
    const once = dct(matrix, { type: there, norm: 'ortho' });
    expectNear(dct(once, { type: back, norm: 'ortho' }).data, matrix.data, 1e-13);
  }
});

test('keeps the first coefficients', () => {
  const [few, all] = [dct(matrix, { count: 3 }), dct(matrix)];
  expect(few.shape).toEqual([3, 5]);
  expect(few.data).toEqual(all.data.slice(0, 15));
});

test('refuses unknown types and norms, and more coefficients than values', () => {
  expectCode('invalid-option', () => dct(matrix, { type: 5 as 1 }));
  expectCode('invalid-option', () => dct(matrix, { norm: 'max' as 'ortho' }));
  expectCode('invalid-option', () => dct(matrix, { count: 10 }));
  expectCode('invalid-signal', () => dct(Float64Array.of(1), { type: 1 }));
});
