import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { chromaCqt } from './chroma-cqt.ts';
import { cqt } from './cqt.ts';

// librosa makes its filters in float32, whatever the signal's precision. With them in float64 the lower octaves differ by the
// resampler, soxr's to 119 dB below the peak, and the first one by rounding.
const claim = { measure: 'relative', tolerance: 2e-6 } as const;
/** The same calls stand beside both references. */
const computed = new Map<string, ReturnType<typeof cqt>>();
const inDouble = 'librosa 0.11.0 cqt, filters in float64';

test.each([
  ...goldenCases('constant-q', 'cqt').map((golden) => ({ ...golden, ...claim, reference: 'librosa 0.11.0 cqt' })),
  ...goldenCases('constant-q', 'cqt with filters in float64').map((golden) => ({
    ...golden,
    ...claim,
    reference: inDouble,
  })),
  ...goldenCases('constant-q', 'cqt of one octave').map((golden) => ({
    ...golden,
    ...claim,
    tolerance: 1e-8,
    reference: `${inDouble}, one octave`,
  })),
])('cqt equals $reference: $title', ({ source, options, re, im, measure, tolerance, reference }) => {
  const key = `${source} ${JSON.stringify(options)}`;
  const own = computed.get(key) ?? cqt(signals[source]!, options);
  computed.set(key, own);
  // Relative to the largest magnitude of both parts.
  const both = Float64Array.of(...re.values, ...im.values);
  const pick = (matrix: Matrix, step: number, length: number) =>
    Array.from({ length }, (_, i) => matrix.data[i * step]!);
  const actual = Float64Array.of(
    ...pick(own.re, re.step, re.values.length),
    ...pick(own.im, im.step, im.values.length),
  );
  expect(own.re.shape).toEqual(re.shape);
  const result = { shape: [both.length], step: 1, values: both };
  expectGolden(actual, result, { name: 'cqt', reference, measure, tolerance });
});

test.each(goldenCases('constant-q', 'chromaCqt'))('chromaCqt equals librosa: $title', ({ source, options, result }) => {
  const chroma = chromaCqt(signals[source]!, options);
  expectGolden(chroma, result, { name: 'chromaCqt', reference: 'librosa 0.11.0 feature.chroma_cqt', ...claim });
});

test('finds a tone in its bin, in float32 too, and takes magnitudes in place of samples', () => {
  const tone = Float32Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 22050));
  const { re, im } = cqt(tone);
  expect(re.data).toBeInstanceOf(Float32Array);
  const magnitudes = new Matrix(
    re.data.map((x, i) => Math.hypot(x, im.data[i]!)),
    re.shape,
  );
  const column = Array.from({ length: 84 }, (_, bin) => magnitudes.get(bin, 20));
  expect(column.indexOf(Math.max(...column))).toBe(45);
  const chroma = chromaCqt(magnitudes, { binsPerOctave: 12 });
  expect(chroma.get(9, 20)).toBe(1);
  expect(chromaCqt(tone).get(9, 20)).toBe(1);
});

test('refuses what has no constant Q', () => {
  const samples = signals.short!;
  expect(() => cqt(samples, { sampleRate: 8000 })).toThrow(/above half the sampling rate/);
  expectCode('invalid-option', () => cqt(samples, { nBins: 0 }));
  expectCode('invalid-option', () => cqt(samples, { nBins: 1e12 }));
  expectCode('invalid-option', () => cqt(samples, { norm: 0 }));
  expectCode('invalid-option', () => cqt(samples, { sparsity: 1 }));
  expectCode('invalid-signal', () => cqt(signals.one!, { nBins: 12, fMin: 40, hopLength: 512 }));
  expectCode('invalid-option', () => chromaCqt(samples, { binsPerOctave: 30 }));
  expectCode('non-finite', () => chromaCqt(Float64Array.of(Number.NaN)));
});
