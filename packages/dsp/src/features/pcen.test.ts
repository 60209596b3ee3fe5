import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { spectrogram } from '../stft/spectrogram.ts';
import { pcen } from './pcen.ts';

test.each(goldenCases<{ nFft: number; hopLength: number }>('onsets', 'pcen'))(
  'pcen equals librosa: $title',
  (golden) => {
    const power = spectrogram(signals.speech!, { ...golden.source, power: 2 });
    const scaled = new Matrix(power.data.map((value) => value * 2 ** 20), power.shape); // biome-ignore format: one line
    const claim = { name: 'pcen', reference: 'librosa 0.11.0 pcen', measure: 'relative' } as const;
    expectGolden(pcen(scaled, golden.options), golden.result, { ...claim, tolerance: 1e-8 });
    const single = pcen(new Matrix(Float32Array.from(scaled.data), scaled.shape), golden.options);
    expect(single.data).toBeInstanceOf(Float32Array);
    expectGolden(single, golden.result, { ...claim, tolerance: 1e-5, path: 'float32' });
  },
);

test('refuses decibels and options out of range', () => {
  const one = new Matrix(Float64Array.of(1, 2), [1, 2]);
  for (const options of [
    { power: -1 },
    { gain: -1 },
    { bias: -1 },
    { eps: 0 },
    { b: 2 },
    { timeConstant: 0 },
    { maxSize: 0 },
  ]) {
    expectCode('invalid-option', () => pcen(one, options));
  }
  expectCode('invalid-signal', () => pcen(new Matrix(Float64Array.of(-80, 0), [1, 2])));
  expectCode('non-finite', () => pcen(new Matrix(Float64Array.of(Number.NaN, 0), [1, 2])));
});
