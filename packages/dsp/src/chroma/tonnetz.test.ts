import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { tonnetz } from './tonnetz.ts';

test.each(goldenCases<number>('onsets', 'tonnetz'))('tonnetz equals librosa: $title classes', ({ source, result }) => {
  const chroma = new Matrix(signals.noise!.slice(0, source * 20).map(Math.abs), [source, 20]);
  const claim = {
    name: 'tonnetz',
    reference: 'librosa 0.11.0 feature.tonnetz(chroma=…)',
    measure: 'absolute',
  } as const;
  expectGolden(tonnetz(chroma), result, { ...claim, tolerance: 1e-12 });
});

test('silence has no place on the circles', () => {
  expect([...tonnetz(new Matrix(new Float32Array(24), [12, 2])).data].every((value) => Object.is(value, 0))).toBe(true);
  expectCode('non-finite', () => tonnetz(new Matrix(Float64Array.of(Number.NaN), [1, 1])));
  expectCode('invalid-signal', () => tonnetz(new Float64Array(12) as never));
});
