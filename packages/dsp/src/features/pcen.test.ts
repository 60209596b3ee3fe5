import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { createRandom } from '../random.ts';
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

test('in float32 every value is near that of float64, whatever the options and the loudness', () => {
  const random = createRandom(1);
  for (const columns of [1, 7, 40, 5000]) {
    for (const power of [0.5, 0.25, 0]) {
      for (const loudness of columns < 5000 ? [1e-4, 1, 1e12, 1e37] : [1]) {
        // Bands that are no multiple of four, and more values than the kernel takes at a time.
        const values = Float32Array.from({ length: 5 * columns }, () =>
          random() < 0.2 ? 0 : loudness * random() ** 6,
        );
        const options = {
          power,
          gain: (columns === 7 ? 1.2 : 10) * random(),
          eps: 10 ** (-6 * random()),
          bias: 0.01 + random(),
          maxSize: 1 + (columns % 2),
        };
        const single = pcen(new Matrix(values, [5, columns]), options).data;
        const double = pcen(new Matrix(Float64Array.from(values), [5, columns]), options).data;
        let worst = 0;
        // Below the normal numbers of float32 there are fewer digits.
        for (let i = 0; i < values.length; i++) {
          if (single[i] === Math.fround(double[i]!)) continue;
          worst = Math.max(worst, Math.abs(single[i]! - double[i]!) / (double[i]! + 1e-36));
        }
        expect(worst, JSON.stringify({ columns, loudness, ...options })).toBeLessThan(1e-6);
      }
    }
  }
});

test('of no frames there is nothing', () => {
  for (const none of [new Float32Array(0), new Float64Array(0)]) {
    expect(pcen(new Matrix(none, [4, 0])).shape).toEqual([4, 0]);
  }
});

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
