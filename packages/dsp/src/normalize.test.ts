import { expect, test } from 'vitest';
import { expectCode } from '../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../testing/golden.ts';
import { asMatrix } from './matrix.ts';
import { normalize } from './normalize.ts';

const matrix = asMatrix(
  signals.impulses!.slice(0, 600).map((value, i) => (i % 30 === 3 ? 0 : value + 1e-3 * signals.noise![i]!)),
  20,
  30,
);

test.each(goldenCases('features', 'normalize'))('librosa $title', ({ options, result }) => {
  expectGolden(normalize(matrix, options), result, {
    name: 'normalize',
    reference: 'librosa 0.11.0 util.normalize',
    measure: 'relative',
    tolerance: 1e-12,
  });
});

test('scales every frame on its own by default', () => {
  const pair = asMatrix(Float32Array.of(1, 10, -2, 5), 2, 2);
  expect(normalize(pair).data).toEqual(Float32Array.of(0.5, 1, -1, 0.5));
  expect(normalize(pair, { axis: null }).data).toEqual(Float32Array.of(0.1, 1, -0.2, 0.5));
});

test('refuses NaN, negative norms, and a constant vector of norm 0', () => {
  expectCode('non-finite', () => normalize(asMatrix(Float64Array.of(Number.NaN), 1, 1)));
  expectCode('invalid-option', () => normalize(matrix, { norm: -2 }));
  expectCode('invalid-option', () => normalize(matrix, { norm: 0, fill: true }));
  expectCode('invalid-option', () => normalize(matrix, { threshold: 0 }));
});
