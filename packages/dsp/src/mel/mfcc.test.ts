import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { delta } from '../features/delta.ts';
import type { Matrix } from '../matrix.ts';
import { typedArrayName } from '../signal.ts';
import { melSpectrogram } from './mel-spectrogram.ts';
import { mfcc } from './mfcc.ts';

const claim = { name: 'mfcc', reference: 'librosa 0.11.0 feature.mfcc', measure: 'absolute' } as const;

describe('equals librosa', () => {
  test.each(goldenCases('cepstra', 'mfcc'))('$title', ({ source, options, result }) => {
    const samples = signals[source]!;
    // Without 'ortho', coefficients are up to 2√(2N) = 22 times as large; the gates scale with them.
    const scale = options.norm === null ? 16 : 1;
    expectGolden(mfcc(samples, options), result, { ...claim, tolerance: 1e-8 * scale });
    const single = mfcc(Float32Array.from(samples), options);
    expect(typedArrayName(single.data)).toBe('Float32Array');
    expectGolden(single, result, { ...claim, tolerance: 2e-4 * scale, path: 'float32' });
  });

  test("from float32 samples as near to librosa's own float32 path", () => {
    const [golden] = goldenCases('float32', 'mfcc');
    expectGolden(mfcc(Float32Array.from(signals.speech!)), golden!.result, {
      ...claim,
      reference: 'librosa 0.11.0 feature.mfcc, float32',
      tolerance: 2e-4,
      path: 'float32',
    });
  });

  test('on the published values of a tone and a chirp', () => {
    const tone = (f: number, n: number): number => Math.sin((2 * Math.PI * f * n) / 22050);
    const samples = Float64Array.from(
      { length: 66150 },
      (_, n) => 0.5 * tone(440, n) + 0.25 * tone(200 + ((3000 / 66150) * n) / 2, n),
    );
    const coefficients = mfcc(powerToDb(melSpectrogram(samples, { nMels: 64 })), { nMfcc: 13 });
    const known = [
      -335.335719, 42.308922, -7.122029, -0.006113, 30.062515, 7.231384, -51.753541, -64.266334, -21.7855, -0.827766,
      -29.810166, -43.853711, -1.218093,
    ];
    const frame = Array.from(known, (_, i) => coefficients.get(i, 65));
    expectNear(frame, known, 1e-6);
    const at = (matrix: Matrix): number[] => [0, 1, 2].map((i) => matrix.get(i, 65));
    expectNear(at(delta(coefficients)), [-0.18700788279030706, -0.5014998623292702, -0.009590449927141226], 1e-10);
    const second = delta(coefficients, { order: 2 });
    expectNear(at(second), [-0.008273330798971301, 0.009508514285643699, 0.04088501642118392], 1e-10);
  });
});

test('from decibels equals from samples', () => {
  const decibels = powerToDb(melSpectrogram(signals.speech!));
  expect(mfcc(decibels).data).toEqual(mfcc(signals.speech!).data);
});

test('silence is -100 dB in every band: only the zeroth coefficient differs from 0', () => {
  const coefficients = mfcc(new Float64Array(4000));
  expect(coefficients.get(0, 0)).toBeCloseTo(-100 * Math.sqrt(128), 9);
  for (let i = 1; i < 20; i++) expect(Math.abs(coefficients.get(i, 3))).toBeLessThan(1e-11);
});

test('a change of loudness moves the zeroth coefficient alone', () => {
  const loud = melSpectrogram(signals.noise!);
  const quiet = melSpectrogram(signals.noise!.map((value) => value / 2));
  const [a, b] = [mfcc(powerToDb(loud)), mfcc(powerToDb(quiet))];
  const [level, frames] = [20 * Math.log10(2) * Math.sqrt(128), a.shape[1]!];
  expectNear(
    a.data,
    b.data.map((value, i) => value + (i < frames ? level : 0)),
    1e-8,
  );
});

test('refuses negative lifters, more coefficients than bands, and NaN', () => {
  expectCode('invalid-option', () => mfcc(signals.short!, { lifter: -1 }));
  expectCode('invalid-option', () => mfcc(signals.short!, { lifter: Number.NaN }));
  expectCode('invalid-option', () => mfcc(signals.short!, { nMfcc: 129 }));
  expectCode('invalid-option', () => mfcc(signals.short!, { nMfcc: 0 }));
  expectCode('invalid-option', () => mfcc(signals.short!, { dctType: 7 as 2 }));
  const broken = powerToDb(melSpectrogram(signals.short!));
  broken.data[3] = Number.NaN;
  expectCode('non-finite', () => mfcc(broken));
});
