import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { yin } from './yin.ts';

const speech = { fMin: 65, fMax: 500 };

test.each(goldenCases('voice', 'yin'))('yin equals librosa: $title', ({ source, options, result }) => {
  const claim = { name: 'yin', reference: 'librosa 0.11.0 yin', measure: 'relative' } as const;
  expectGolden(yin(signals[source]!, options), result, { ...claim, tolerance: 1e-8 });
});

test('finds the pitch of a tone between two samples, in either precision', () => {
  const tone = Float64Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * 123.4 * n) / 22050));
  const inside = yin(tone, speech).subarray(4, -4);
  for (const hz of inside) expect(hz).toBeCloseTo(123.4, 0);
  const single = yin(Float32Array.from(tone), speech);
  expect(single).toBeInstanceOf(Float32Array);
  for (const hz of single.subarray(4, -4)) expect(hz).toBeCloseTo(123.4, 0);
});

test('refuses frequencies that no frame can hold, and says which could', () => {
  const samples = new Float64Array(4000);
  expectCode('invalid-option', () => yin(samples, { fMin: 0, fMax: 400 }));
  expectCode('invalid-option', () => yin(samples, { fMin: 400, fMax: 300 }));
  expectCode('invalid-option', () => yin(samples, { fMin: 65, fMax: 12000 }));
  expectCode('invalid-option', () => yin(samples, { ...speech, troughThreshold: 0 }));
  expect(() => yin(samples, { fMin: 65, fMax: 400, frameLength: 256 })).toThrow(/choose at least 342/);
  expect(yin(samples, { fMin: 65, fMax: 400, frameLength: 342 })).toHaveLength(48);
  expectCode('invalid-signal', () => yin(samples.subarray(0, 2000), { ...speech, center: false }));
  expectCode('non-finite', () => yin(Float64Array.of(1, Number.NaN), speech));
});
