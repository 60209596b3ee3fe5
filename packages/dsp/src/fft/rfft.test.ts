import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { irfft, rfft } from './rfft.ts';

const claim = { measure: 'relative', tolerance: 1e-13 } as const;

describe('equals scipy', () => {
  test.each(goldenCases('transforms', 'rfft'))('rfft $title', ({ source, options, re, im }) => {
    const spectrum = rfft(signals[source]!.subarray(0, options.n));
    expectGolden(spectrum.re, re, { ...claim, name: 'rfft', reference: 'scipy 1.17.1 fft.rfft' });
    expectGolden(spectrum.im, im, { ...claim, name: 'rfft', reference: 'scipy 1.17.1 fft.rfft' });
  });
  test.each(goldenCases('transforms', 'irfft'))('irfft $title', ({ source, options, result }) => {
    const { re, im } = rfft(signals[source]!.subarray(0, options.n));
    const ramp = (value: number, k: number): number => value * (k + 1);
    const samples = irfft({ re: re.map(ramp), im: im.map(ramp) }, options);
    expectGolden(samples, result, { ...claim, name: 'irfft', reference: 'scipy 1.17.1 fft.irfft' });
  });
});

test('the inverse undoes the transform for every length from 1 to 130', () => {
  for (let n = 1; n <= 130; n++) {
    const samples = signals.noise!.subarray(0, n);
    expectNear(irfft(rfft(samples), { n }), samples, 1e-14);
  }
});

test('agrees with the definition for every length from 1 to 40', () => {
  for (let n = 1; n <= 40; n++) {
    const samples = signals.noise!.subarray(0, n);
    const { re, im } = rfft(samples);
    for (let k = 0; k < re.length; k++) {
      const sum = (f: (angle: number) => number): number =>
        samples.reduce((total, value, i) => total + value * f((2 * Math.PI * ((i * k) % n)) / n), 0);
      expect(re[k]).toBeCloseTo(sum(Math.cos), 11);
      expect(im[k]).toBeCloseTo(-sum(Math.sin), 11);
    }
  }
});

test('keeps the precision of its input', () => {
  const { re } = rfft(Float32Array.of(1, 2, 3));
  expect(re).toBeInstanceOf(Float32Array);
  expect(irfft(rfft(Float32Array.of(1, 2, 3)), { n: 3 })).toBeInstanceOf(Float32Array);
});

test('refuses empty vectors, other numbers of bins and values that are not finite', () => {
  expectCode('invalid-signal', () => rfft(new Float64Array(0)));
  expectCode('invalid-option', () => irfft(rfft(Float64Array.of(1, 2, 3)), { n: 4 }));
  expectCode('invalid-option', () => irfft(rfft(Float64Array.of(1)), {}));
  expectCode('non-finite', () => rfft(Float64Array.of(Number.NaN)));
});
