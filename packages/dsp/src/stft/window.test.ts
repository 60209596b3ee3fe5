import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases } from '../../testing/golden.ts';
import { getWindow } from './window.ts';

test.each(goldenCases<number>('windows', 'getWindow'))('scipy $title', ({ source, options, result }) => {
  const { window, fftbins } = options;
  expectGolden(getWindow(window, source, { fftbins }), result, {
    name: 'getWindow',
    reference: 'scipy 1.17.1 signal.get_window',
    measure: 'absolute',
    tolerance: 1e-12,
  });
});

test('is periodic unless asked to be symmetric', () => {
  expect(getWindow('hann', 4)).toEqual(Float64Array.of(0, 0.5, 1, 0.5));
  expect(getWindow('hann', 5, { fftbins: false })).toEqual(Float64Array.of(0, 0.5, 1, 0.5, 0));
});

test('takes values and functions', () => {
  expect(getWindow([1, 2, 3], 3)).toEqual(Float64Array.of(1, 2, 3));
  expect(getWindow((length) => new Float32Array(length).fill(2), 2)).toEqual(Float64Array.of(2, 2));
});

test('refuses unknown windows, wrong lengths and wrong parameters', () => {
  expectCode('invalid-option', () => getWindow('toString' as 'hann', 8));
  expectCode('invalid-option', () => getWindow({ name: 'dpss' } as never, 8));
  expectCode('invalid-option', () => getWindow([1, 2], 3));
  expectCode('invalid-option', () => getWindow('hann', 0));
  expectCode('invalid-option', () => getWindow({ name: 'kaiser', beta: Number.NaN }, 8));
  expectCode('invalid-option', () => getWindow({ name: 'gaussian', std: 0 }, 8));
});
