import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { audioGolden, noise, unit } from '../../testing/audio-golden.ts';
import { expectCode } from '../../testing/expect-code.ts';
import { deemphasis } from '../emphasis/deemphasis.ts';
import { preemphasis } from '../emphasis/preemphasis.ts';
import { type FixLengthOptions, fixLength } from '../fix-length.ts';
import { normalizePeak } from './normalize-peak.ts';
import { normalizeRms } from './normalize-rms.ts';

// biome-ignore lint/suspicious/noExplicitAny: parsed JSON; every kind of case has its own fields.
const { cases } = audioGolden<{ cases: any[] }>('levels');
const of = (name: string) => cases.filter((item) => item.function === name);
const y = unit(noise(40, 41));
const typed = (dtype: string, values: Float64Array) => (dtype === 'float32' ? Float32Array.from(values) : values);
const claim = (name: string, reference: string, path: string, tolerance: number) =>
  ({ package: 'dsp', name, reference: `librosa 0.11.0 ${reference}`, path, measure: 'relative', tolerance }) as const;

test.each(of('emphasis'))('pre- and de-emphasis, $dtype $options', ({ dtype, options, ...expected }) => {
  const x = typed(dtype, y);
  const tolerance = dtype === 'float32' ? 5e-7 : 1e-15;
  expectParity(
    preemphasis(x, options),
    expected.preemphasis,
    claim('preemphasis', 'effects.preemphasis', dtype, tolerance),
  );
  expectParity(
    deemphasis(x, options),
    expected.deemphasis,
    claim('deemphasis', 'effects.deemphasis', dtype, tolerance),
  );
});

describe('emphasis', () => {
  test('the one undoes the other, also for one sample and none', () => {
    for (const x of [y, y.slice(0, 2), y.slice(0, 1), y.slice(0, 0)]) {
      const back = deemphasis(preemphasis(x, { coef: 0.9 }), { coef: 0.9 });
      for (const [i, value] of back.entries()) expect(value).toBeCloseTo(x[i]!, 12);
      expect(back.length).toBe(x.length);
    }
  });

  test('blocks join when the state is handed on', () => {
    const whole = preemphasis(y);
    const second = preemphasis(y.slice(17), { zi: -0.97 * y[16]! });
    expect([...whole.slice(0, 17), ...second]).toEqual([...whole]);
  });

  test('refusals', () => {
    expectCode('invalid-option', () => preemphasis(y, { coef: Number.NaN }));
    expectCode('invalid-option', () => deemphasis(y, { zi: Number.POSITIVE_INFINITY }));
    expectCode('non-finite', () => preemphasis(Float32Array.of(1, Number.NaN)));
  });
});

test.each(of('fixLength'))('fixLength $size $options', ({ size, length = 12, options, result }) => {
  const { mode, constant_values: constantValue } = options;
  const x = y.slice(0, length);
  const out = fixLength(x, { size, mode, constantValue } as FixLengthOptions);
  expectParity(out, result, claim('fixLength', 'util.fix_length', 'float64', 0));
  expect(fixLength(Float32Array.from(x), { size, mode, constantValue } as FixLengthOptions)).toEqual(
    Float32Array.from(out),
  );
  expect(out.buffer).not.toBe(x.buffer);
});

test('fixLength refusals', () => {
  for (const size of [-1, 1.5, Number.NaN]) expectCode('invalid-option', () => fixLength(y, { size }));
  expectCode('invalid-option', () => fixLength(y, { size: 1, mode: 'median' as 'edge' }));
  expectCode('invalid-signal', () => fixLength(new Float32Array(0), { size: 1, mode: 'wrap' }));
  expect(fixLength(new Float32Array(0), { size: 2 })).toEqual(new Float32Array(2));
});

test.each(of('normalize'))('normalizePeak $dtype × $factor', ({ dtype, factor, result }) => {
  const x = typed(
    dtype,
    y.map((value) => value * factor),
  );
  expectParity(normalizePeak(x), result, claim('normalizePeak', 'util.normalize', dtype, 0));
});

describe('normalizePeak', () => {
  test('any peak, silence and views', () => {
    const samples = Float32Array.of(9, 0.5, -0.25).subarray(1);
    expect(normalizePeak(samples, { peak: 0.8 })).toEqual(Float32Array.of(0.8, -0.4));
    expect(samples).toEqual(Float32Array.of(0.5, -0.25));
    expect(normalizePeak(new Float32Array(4))).toEqual(new Float32Array(4));
    expect(normalizePeak(new Float32Array(0))).toEqual(new Float32Array(0));
    // A subnormal number is rounding noise in float32, and a signal in float64.
    expect(normalizePeak(Float32Array.of(1e-40))[0]).toBeCloseTo(0, 30);
    expect(normalizePeak(Float64Array.of(1e-40))[0]).toBe(1);
  });

  test('a recording of ten million samples has no stack to overflow', () => {
    const long = new Float32Array(10_000_000);
    long[9_999_999] = -0.5;
    expect(normalizePeak(long)[9_999_999]).toBe(-1);
  });

  test('refusals', () => {
    for (const peak of [0, -1, Number.NaN]) expectCode('invalid-option', () => normalizePeak(y, { peak }));
    expectCode('non-finite', () => normalizePeak(Float32Array.of(Number.NEGATIVE_INFINITY)));
  });
});

describe('normalizeRms', () => {
  const level = (samples: Float64Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

  test('reaches the level', () => {
    expect(level(normalizeRms(y))).toBeCloseTo(0.1, 14);
    expect(level(normalizeRms(y, { rms: 0.25 }))).toBeCloseTo(0.25, 14);
    expect(normalizeRms(Float32Array.of(1, -1), { rms: 0.5 })).toEqual(Float32Array.of(0.5, -0.5));
    expect(normalizeRms(new Float32Array(3))).toEqual(new Float32Array(3));
    expect(normalizeRms(Float64Array.of(1e-200, -1e-200), { rms: 1 })).toEqual(Float64Array.of(1, -1));
  });

  test('refusals', () => {
    for (const rms of [0, -1, Number.NaN]) expectCode('invalid-option', () => normalizeRms(y, { rms }));
    expectCode('non-finite', () => normalizeRms(Float32Array.of(Number.NaN)));
  });
});
