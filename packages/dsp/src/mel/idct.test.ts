import { test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { dct } from './dct.ts';
import { idct } from './idct.ts';

const matrix = new Matrix(signals.noise!.slice(0, 45), [9, 5]);

test.each(goldenCases('onsets', 'idct'))('idct equals scipy: $title', ({ options, result }) => {
  const claim = { name: 'idct', reference: 'scipy 1.17.1 fft.idct', measure: 'relative' } as const;
  expectGolden(idct(matrix, options), result, { ...claim, tolerance: 1e-12 });
});

test('undoes dct', () => {
  const values = signals.noise!.slice(0, 11);
  for (const type of [1, 2, 3, 4] as const) {
    for (const norm of ['ortho', 'backward', 'forward'] as const) {
      expectNear(idct(dct(values, { type, norm }), { type, norm }), values, 1e-12);
    }
  }
  expectCode('invalid-option', () => idct(values, { length: 5 }));
  expectCode('invalid-option', () => idct(values, { type: 5 as 4 }));
});
