import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { asMatrix } from '../matrix.ts';
import { melSpectrogram } from '../mel/mel-spectrogram.ts';
import { typedArrayName } from '../signal.ts';
import { amplitudeToDb } from './amplitude-to-db.ts';
import { dbToAmplitude } from './db-to-amplitude.ts';
import { dbToPower } from './db-to-power.ts';
import { powerToDb } from './power-to-db.ts';

const power = asMatrix(
  signals.noise!.slice(0, 600).map((value) => Math.abs(value) ** 8),
  20,
  30,
);
const negated = asMatrix(
  power.data.map((value) => -value),
  20,
  30,
);
const claim = { measure: 'absolute', tolerance: 1e-8 } as const;

describe('equals librosa', () => {
  test.each(goldenCases('decibels', 'powerToDb'))('powerToDb $title', ({ options, result }) => {
    expectGolden(powerToDb(power, options), result, {
      ...claim,
      name: 'powerToDb',
      reference: 'librosa 0.11.0 power_to_db',
    });
  });
  test.each(goldenCases('decibels', 'amplitudeToDb'))('amplitudeToDb $title', ({ options, result }) => {
    expectGolden(amplitudeToDb(negated, options), result, {
      ...claim,
      name: 'amplitudeToDb',
      reference: 'librosa 0.11.0 amplitude_to_db',
    });
  });
  test.each(goldenCases('decibels', 'dbToPower'))('dbToPower $title', ({ options, result }) => {
    expectGolden(dbToPower(powerToDb(power), options), result, {
      measure: 'relative',
      tolerance: 1e-13,
      name: 'dbToPower',
      reference: 'librosa 0.11.0 db_to_power',
    });
  });
  test.each(goldenCases('decibels', 'dbToAmplitude'))('dbToAmplitude $title', ({ options, result }) => {
    expectGolden(dbToAmplitude(powerToDb(power), options), result, {
      measure: 'relative',
      tolerance: 1e-13,
      name: 'dbToAmplitude',
      reference: 'librosa 0.11.0 db_to_amplitude',
    });
  });
});

describe('the log-mel spectrogram equals librosa', () => {
  const logClaim = {
    ...claim,
    name: 'powerToDb(melSpectrogram)',
    reference: 'librosa 0.11.0 power_to_db(melspectrogram)',
  };
  test.each(goldenCases('decibels', 'logMel'))('$title', ({ source, options, result }) => {
    const logMel = (samples: Float32Array | Float64Array) => powerToDb(melSpectrogram(samples, { nMels: 64 }), options);
    expectGolden(logMel(signals[source]!), result, logClaim);
    // Single precision: 2e-4 dB down to 60 dB below the loudest value, 1e-3 dB under that.
    const single = logMel(Float32Array.from(signals[source]!));
    expect(typedArrayName(single.data)).toBe('Float32Array');
    expectGolden(single, result, { ...logClaim, tolerance: 1e-3, path: 'float32, below -60 dB' });
    const loudest = result.values.reduce((max, value) => Math.max(max, value), Number.NEGATIVE_INFINITY);
    const clip = (value: number): number => Math.max(value, loudest - 60);
    const clipped = { ...result, values: result.values.map(clip) };
    const clippedSingle = asMatrix(single.data.map(clip), single.shape[0]!, single.shape[1]!);
    expectGolden(clippedSingle, clipped, { ...logClaim, tolerance: 2e-4, path: 'float32, above -60 dB' });
  });

  test('of pure tones in float32 within 2e-3 dB down to -60 dB, and 1e-2 dB below', () => {
    let [above, below] = [0, 0];
    for (let i = 0; i < 20; i++) {
      const turns = 0.0005 + 0.499 * ((i * 0.6180339887) % 1);
      const tone = Float32Array.from({ length: 3000 }, (_, n) => 0.5 * Math.sin(2 * Math.PI * turns * n + i));
      const logMel = (samples: Float32Array | Float64Array) =>
        powerToDb(melSpectrogram(samples, { nMels: 64 }), { ref: 'max' }).data;
      // In float64 it is librosa's, which transforms float32 in float64.
      const expected = logMel(Float64Array.from(tone));
      for (const [k, value] of logMel(tone).entries()) {
        const difference = Math.abs(value - expected[k]!);
        if (expected[k]! > -60) above = Math.max(above, difference);
        else below = Math.max(below, difference);
      }
    }
    expect(above).toBeLessThan(2e-3);
    expect(below).toBeLessThan(1e-2);
  });

  test("from float32 samples as near to librosa's own float32 path", () => {
    const [golden] = goldenCases('float32', 'logMel');
    const mel = melSpectrogram(Float32Array.from(signals.speech!), { nMels: 64 });
    expectGolden(powerToDb(mel, { ref: 'max' }), golden!.result, {
      ...logClaim,
      reference: 'librosa 0.11.0 power_to_db(melspectrogram), float32',
      tolerance: 2e-4,
      path: 'float32',
    });
  });
});

test('the floor is set by the whole matrix, not by each frame', () => {
  const matrix = asMatrix(Float64Array.of(1, 1e-6, 1e-9, 1e-12), 2, 2);
  expect([...powerToDb(matrix, { topDb: 30 }).data]).toEqual([0, -30, -30, -30]);
});

test('silence relative to its own maximum is 0 dB everywhere, relative to 1 it is -100 dB', () => {
  expect([...powerToDb(new Float64Array(3), { ref: 'max' })]).toEqual([0, 0, 0]);
  expect([...powerToDb(new Float64Array(3))]).toEqual([-100, -100, -100]);
});

test('vectors, matrices of any rank, views and both precisions keep their kind', () => {
  const vector = powerToDb(Float32Array.of(1, 10));
  expect(vector).toBeInstanceOf(Float32Array);
  expectNear(vector, [0, 10], 2e-6);
  const view = ndarray(Float64Array.of(9, 1, 9, 100, 9), [2], [2], 1);
  expect([...powerToDb(view).data]).toEqual([0, 20]);
  const cube = ndarray(Float32Array.of(1, 10, 100, 1000, 1, 1, 1, 1), [2, 2, 2]);
  expect(powerToDb(cube).shape).toEqual([2, 2, 2]);
  expect(powerToDb(cube).data[3]).toBeCloseTo(30, 5);
});

test('a function may choose the reference', () => {
  const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b) / values.length;
  expectNear(powerToDb(Float64Array.of(1, 3), { ref: mean }), [-10 * Math.log10(2), 10 * Math.log10(1.5)], 1e-12);
});

test('the inverses return to where they came from', () => {
  expectNear(dbToPower(powerToDb(power, { topDb: null, amin: 1e-300 })).data, power.data, 1e-15);
  const amplitude = signals.noise!.subarray(0, 50);
  const back = dbToAmplitude(amplitudeToDb(amplitude, { ref: 0.3, topDb: null }), { ref: 0.3 });
  expectNear(back, amplitude.map(Math.abs), 1e-14);
});

test('millions of values do not overflow the stack', () => {
  expect(powerToDb(new Float32Array(2_000_000).fill(2), { ref: 'max' })[1_999_999]).toBe(0);
});

test('refuses NaN, a floor of 0, a negative range, and a maximum of nothing', () => {
  expectCode('non-finite', () => powerToDb(Float64Array.of(Number.NaN)));
  expectCode('non-finite', () => amplitudeToDb(Float64Array.of(Number.POSITIVE_INFINITY)));
  expectCode('invalid-option', () => powerToDb(power, { amin: 0 }));
  expectCode('invalid-option', () => amplitudeToDb(power, { amin: -1 }));
  expectCode('invalid-option', () => powerToDb(power, { topDb: -1 }));
  expectCode('invalid-option', () => powerToDb(power, { ref: Number.NaN }));
  expectCode('invalid-option', () => powerToDb(power, { ref: 'mean' as 'max' }));
  expectCode('invalid-option', () => powerToDb(new Float64Array(0), { ref: 'max' }));
});
