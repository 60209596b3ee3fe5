import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { asMatrix } from '../matrix.ts';
import { mfcc } from '../mel/mfcc.ts';
import { delta } from './delta.ts';

const base = mfcc(signals.speech!, { nMfcc: 13 });

describe('equals librosa', () => {
  test.each(goldenCases('cepstra', 'delta'))('$title', ({ options, result }) => {
    const claim = { name: 'delta', reference: 'librosa 0.11.0 feature.delta', measure: 'absolute' } as const;
    expectGolden(delta(base, options), result, { ...claim, tolerance: 1e-8 });
    const single = asMatrix(Float32Array.from(base.data), 13, base.shape[1]!);
    // The sixth derivative magnifies the rounding of its input by the sum of its weights, 64.
    const tolerance = options.order === 6 ? 2e-3 : 2e-4;
    expectGolden(delta(single, options), result, { ...claim, tolerance, path: 'float32' });
  });
});

test('the outermost four frames repeat the fifth: the fitted line has one slope', () => {
  const slopes = delta(base);
  for (let t = 0; t < 4; t++) expect(slopes.get(3, t)).toBeCloseTo(slopes.get(3, 4), 12);
});

test('the slope of a line and the curvature of a parabola are exact', () => {
  const line = asMatrix(
    Float64Array.from({ length: 20 }, (_, t) => 3 * t - 7),
    1,
    20,
  );
  expectNear(delta(line).data, new Float64Array(20).fill(3), 1e-12);
  const parabola = asMatrix(
    Float64Array.from({ length: 20 }, (_, t) => 2 * t * t),
    1,
    20,
  );
  expectNear(delta(parabola, { order: 2 }).data, new Float64Array(20).fill(4), 1e-11);
  expectNear(
    delta(parabola, { polyorder: 2 }).data,
    Float64Array.from({ length: 20 }, (_, t) => 4 * t),
    1e-11,
  );
});

test('order 2 is not the delta of the delta', () => {
  const [second, twice] = [delta(base, { order: 2 }), delta(delta(base))];
  expect(second.data.some((value, i) => Math.abs(value - twice.data[i]!) > 1)).toBe(true);
});

test('works along the bands, on views, and leaves its input alone', () => {
  const copy = base.data.slice();
  const along = delta(base, { axis: 0, width: 5 });
  const across = delta(base.transpose(), { width: 5 });
  expectNear(across.transpose().data, across.data, 0);
  for (let i = 0; i < 13; i++) expect(across.get(7, i)).toBe(along.get(i, 7));
  expect(base.data).toEqual(copy);
});

test('refuses even and small widths, orders beyond the width, and clips shorter than the width', () => {
  expectCode('invalid-option', () => delta(base, { width: 8 }));
  expectCode('invalid-option', () => delta(base, { width: 1 }));
  expectCode('invalid-option', () => delta(base, { order: 0 }));
  expectCode('invalid-option', () => delta(base, { order: 9 }));
  expectCode('invalid-option', () => delta(base, { order: 2, polyorder: 1 }));
  expectCode('invalid-option', () => delta(base, { mode: 'reflect' as 'mirror' }));
  expectCode('invalid-option', () => delta(base, { axis: 2 as 1 }));
  const short = asMatrix(new Float64Array(8), 1, 8);
  expectCode('invalid-signal', () => delta(short));
  expect(delta(short, { mode: 'nearest' }).shape).toEqual([1, 8]);
  expectCode('non-finite', () => delta(asMatrix(new Float64Array(9).fill(Number.NaN), 1, 9)));
});

test('a constant beyond the ends is seen as its distance from the values', () => {
  const lowered = asMatrix(
    base.data.map((x) => x - 3.5),
    13,
    base.shape[1]!,
  );
  for (const order of [1, 2]) {
    const actual = delta(base, { mode: 'constant', cval: 3.5, order });
    expectNear(actual.data, delta(lowered, { mode: 'constant', order }).data, 1e-9);
    expect(actual.data).not.toEqual(delta(base, { mode: 'constant', order }).data);
  }
  expectCode('invalid-option', () => delta(base, { mode: 'constant', cval: Number.NaN }));
});
