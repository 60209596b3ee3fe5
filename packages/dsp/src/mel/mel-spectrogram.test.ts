import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { typedArrayName } from '../signal.ts';
import { spectrogram, spectrogramOf } from '../stft/spectrogram.ts';
import { melSpectrogram } from './mel-spectrogram.ts';

const claim = {
  name: 'melSpectrogram',
  reference: 'librosa 0.11.0 feature.melspectrogram',
  measure: 'relative',
} as const;

describe('equals librosa', () => {
  test.each(goldenCases('mel', 'melSpectrogram'))('$title', ({ source, options, result }) => {
    const samples = signals[source]!;
    expectGolden(melSpectrogram(samples, options), result, { ...claim, tolerance: 1e-9 });
    const single = melSpectrogram(Float32Array.from(samples), options);
    expect(typedArrayName(single.data)).toBe('Float32Array');
    expectGolden(single, result, { ...claim, tolerance: 1e-5, path: 'float32' });
  });

  test('on the published values of a tone and a chirp', () => {
    const tone = (f: number, n: number): number => Math.sin((2 * Math.PI * f * n) / 22050);
    const samples = Float64Array.from(
      { length: 66150 },
      (_, n) => 0.5 * tone(440, n) + 0.25 * tone(200 + ((3000 / 66150) * n) / 2, n),
    );
    const mel = melSpectrogram(samples, { nMels: 64 });
    expect(mel.shape).toEqual([64, 130]);
    expect(mel.get(10, 0) / 4.939419809453891 - 1).toBeCloseTo(0, 11);
    expect(mel.get(10, 65) / 9.4149524349774e-5 - 1).toBeCloseTo(0, 11);
    expect(mel.get(30, 129) / 0.0017572497308690482 - 1).toBeCloseTo(0, 11);
    const db = powerToDb(mel, { ref: 'max' });
    expect(db.data.reduce((sum, value) => sum + value) / db.data.length).toBeCloseTo(-72.49445699466597, 9);
    expect(db.get(0, 0)).toBeCloseTo(-22.661847780008088, 9);
    expect(db.get(63, 64)).toBe(-80);
  });
});

describe('from a spectrogram', () => {
  test.each(['float32', 'float64'])('equals the result from samples to the last bit, %s', (dtype) => {
    const samples = dtype === 'float32' ? Float32Array.from(signals.speech!) : signals.speech!;
    const power = spectrogram(samples, { power: 2 });
    expect(melSpectrogram(power, { nMels: 40 }).data).toEqual(melSpectrogram(samples, { nMels: 40 }).data);
  });

  test('takes strided and offset views', () => {
    const power = spectrogram(signals.short!, { power: 2, nFft: 128 });
    const [bins, frames] = power.shape as [number, number];
    const columns = ndarray(new Float64Array(bins * frames + 3), [bins, frames], [1, bins], 3);
    for (let k = 0; k < bins; k++) for (let t = 0; t < frames; t++) columns.set(k, t, power.get(k, t));
    const options = { nFft: 128, nMels: 12 };
    expect(melSpectrogram(columns, options).data).toEqual(melSpectrogram(power, options).data);
  });

  test('knows an odd transform by nFft', () => {
    const options = { nFft: 401, nMels: 20, hopLength: 100 };
    const power = spectrogramOf(signals.short!, { ...options, power: 2 });
    expectNear(melSpectrogram(power, options).data, melSpectrogram(signals.short!, options).data, 1e-12);
  });
});

describe('properties', () => {
  test('ten times the amplitude is 20 dB more', () => {
    const quiet = melSpectrogram(signals.noise!.map((value) => value / 10));
    const [loud, soft] = [powerToDb(melSpectrogram(signals.noise!)), powerToDb(quiet)];
    expectNear(
      loud.data,
      soft.data.map((value) => value + 20),
      1e-9,
    );
  });

  test('silence gives zeros, whatever the precision', () => {
    expect(melSpectrogram(new Float32Array(3000)).data.every((value) => value === 0)).toBe(true);
    expect(melSpectrogram(new Float64Array(0)).shape).toEqual([128, 1]);
  });
});

test('refuses decibels, single rows and impossible options', () => {
  expectCode('invalid-signal', () => melSpectrogram(powerToDb(spectrogram(signals.short!), { ref: 'max' })));
  expectCode('invalid-signal', () => melSpectrogram(ndarray(new Float64Array(5), [1, 5])));
  expectCode('invalid-signal', () => melSpectrogram(ndarray(new Float64Array(5))));
  expectCode('non-finite', () => melSpectrogram(ndarray(Float64Array.of(1, Number.NaN), [2, 1])));
  expectCode('invalid-option', () => melSpectrogram(signals.short!, { power: -1 }));
});
