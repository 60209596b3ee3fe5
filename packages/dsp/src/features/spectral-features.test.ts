import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import type { Matrix } from '../matrix.ts';
import type { Signal } from '../signal.ts';
import { typedArrayName } from '../signal.ts';
import { spectrogram, spectrogramOf } from '../stft/spectrogram.ts';
import { rms } from './rms.ts';
import { spectralBandwidth } from './spectral-bandwidth.ts';
import { spectralCentroid } from './spectral-centroid.ts';
import { spectralContrast } from './spectral-contrast.ts';
import { spectralFlatness } from './spectral-flatness.ts';
import { spectralRolloff } from './spectral-rolloff.ts';
import { zeroCrossingRate } from './zero-crossing-rate.ts';

/** A feature, its name in librosa, and its gates: relative to the largest value, contrast in dB absolute. */
const features: {
  feature: (input: Signal | Matrix, options: object) => Matrix;
  name: string;
  reference: string;
  double: number;
  single: number;
  measure?: 'absolute' | 'relative';
}[] = [
  { feature: spectralCentroid, name: 'spectralCentroid', reference: 'spectral_centroid', double: 1e-10, single: 1e-5 },
  {
    feature: spectralBandwidth,
    name: 'spectralBandwidth',
    reference: 'spectral_bandwidth',
    double: 1e-10,
    single: 1e-5,
  },
  { feature: spectralFlatness, name: 'spectralFlatness', reference: 'spectral_flatness', double: 1e-10, single: 1e-5 },
  {
    feature: spectralContrast,
    name: 'spectralContrast',
    reference: 'spectral_contrast',
    double: 1e-8,
    single: 1e-5,
    measure: 'absolute',
  },
];

describe.each(features)(
  '$name equals librosa',
  ({ feature, name, reference, double, single, measure = 'relative' }) => {
    const claim = { name, reference: `librosa 0.11.0 feature.${reference}`, measure } as const;
    test.each(goldenCases('features', name))('$title', ({ source, options, result }) => {
      const samples = signals[source]!;
      expectGolden(feature(samples, options), result, { ...claim, tolerance: double });
      const inSingle = feature(Float32Array.from(samples), options);
      expect(typedArrayName(inSingle.data)).toBe('Float32Array');
      expectGolden(inSingle, result, { ...claim, tolerance: single, path: 'float32' });
      const { power: _, ...transform } = options;
      expect(feature(spectrogramOf(samples, transform), options).data).toEqual(feature(samples, options).data);
    });
  },
);

describe('spectralRolloff equals librosa', () => {
  test.each(goldenCases('features', 'spectralRolloff'))('$title', ({ source, options, result }) => {
    const claim = {
      name: 'spectralRolloff',
      reference: 'librosa 0.11.0 feature.spectral_rolloff',
      measure: 'absolute',
    } as const;
    expectGolden(spectralRolloff(signals[source]!, options), result, { ...claim, tolerance: 1e-9 });
  });
});

describe('rms equals librosa', () => {
  const claim = { name: 'rms', reference: 'librosa 0.11.0 feature.rms', measure: 'relative' } as const;
  test.each(goldenCases('features', 'rms'))('$title', ({ source, options, result }) => {
    expectGolden(rms(signals[source]!, options), result, { ...claim, tolerance: 1e-12 });
    const single = rms(Float32Array.from(signals[source]!), options);
    expectGolden(single, result, { ...claim, tolerance: 1e-6, path: 'float32' });
  });
  test.each(goldenCases('features', 'rmsOfSpectrogram'))('of a spectrogram $title', ({ source, options, result }) => {
    const magnitudes = spectrogram(signals[source]!, { nFft: options.frameLength ?? 2048, window: 'boxcar' });
    expectGolden(rms(magnitudes, options), result, { ...claim, tolerance: 1e-12 });
  });
  test('agrees between samples and spectrogram', () => {
    const [direct, spectral] = [rms(signals.speech!), rms(spectrogram(signals.speech!, { window: 'boxcar' }))];
    expectNear(direct.data, spectral.data, 1e-12);
  });
});

describe('zeroCrossingRate equals librosa', () => {
  test.each(goldenCases('features', 'zeroCrossingRate'))('$title', ({ source, options, result }) => {
    expectGolden(zeroCrossingRate(signals[source]!, options), result, {
      name: 'zeroCrossingRate',
      reference: 'librosa 0.11.0 feature.zero_crossing_rate',
      measure: 'absolute',
      tolerance: 0,
    });
  });
  test('takes its reference magnitude from a function', () => {
    const largest = (magnitudes: Signal): number => Math.max(...magnitudes);
    const options = { threshold: 0.05 };
    expect(zeroCrossingRate(signals.short!, { ...options, refMagnitude: largest }).data).toEqual(
      zeroCrossingRate(signals.short!, { ...options, refMagnitude: largest(signals.short!.map(Math.abs)) }).data,
    );
  });
});

describe('known answers', () => {
  const tone = Float64Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / 22050));
  const silence = new Float64Array(5000);
  test('the centroid of a tone is its frequency, its bandwidth small', () => {
    expect(spectralCentroid(tone).get(0, 20)).toBeCloseTo(1000, 0);
    expect(spectralBandwidth(tone).get(0, 20)).toBeLessThan(60);
    expect(Math.abs(spectralRolloff(tone).get(0, 20) - 1000)).toBeLessThan(22);
    expect(zeroCrossingRate(tone).get(0, 20)).toBeCloseTo(2000 / 22050, 3);
    expect(rms(tone).get(0, 20)).toBeCloseTo(Math.SQRT1_2, 3);
  });
  test('silence has flatness 1 and nothing else', () => {
    for (const feature of [
      spectralCentroid,
      spectralBandwidth,
      spectralRolloff,
      spectralContrast,
      rms,
      zeroCrossingRate,
    ]) {
      expect(feature(silence).data.every((value) => value === 0)).toBe(true);
    }
    expectNear(spectralFlatness(silence).data, new Float64Array(10).fill(1), 1e-12);
  });
  test('no feature changes with the loudness, but rms', () => {
    const louder = tone.map((value) => value * 0.25);
    expectNear(spectralCentroid(louder).data, spectralCentroid(tone).data, 1e-6);
    expectNear(
      rms(louder).data,
      rms(tone).data.map((value) => value / 4),
      1e-12,
    );
  });
});

test('bins may have other frequencies than those of a Fourier transform', () => {
  const freq = Float64Array.from({ length: 1025 }, (_, k) => (k * 22050) / 2048 / 2);
  const [half, whole] = [spectralCentroid(signals.short!, { freq }), spectralCentroid(signals.short!)];
  expectNear(
    half.data,
    whole.data.map((value) => value / 2),
    1e-9,
  );
});

test('contrast of samples and of their spectrogram are the same, however many bins of a band are summed', () => {
  // Of the top band, of 109 bins, 2, 11, 24, 25 and 98 are summed: the kernel takes 24. More than 512 frames are more than it takes at a time.
  const transform = { nFft: 512, hopLength: Math.floor(signals.short!.length / 600) };
  const magnitudes = spectrogram(signals.short!, transform);
  expect(magnitudes.shape[1]).toBeGreaterThan(512);
  for (const quantile of [0.02, 0.1, 0.22, 0.23, 0.9]) {
    const direct = spectralContrast(signals.short!, { ...transform, quantile });
    expect(spectralContrast(magnitudes, { ...transform, quantile }).data, `${quantile}`).toEqual(direct.data);
  }
});

test('refuse decibels, other numbers of frequencies and options out of range', () => {
  const matrix = spectrogram(signals.short!);
  const negative = ndarray(Float64Array.of(1, -1, 2, 3), [2, 2]);
  for (const feature of [spectralCentroid, spectralBandwidth, spectralRolloff, spectralFlatness, spectralContrast]) {
    expectCode('invalid-signal', () => feature(negative));
    expectCode('non-finite', () => feature(ndarray(Float64Array.of(1, Number.NaN), [2, 1])));
  }
  expectCode('invalid-option', () => spectralCentroid(matrix, { freq: [1, 2] }));
  expectCode('invalid-option', () => spectralBandwidth(matrix, { p: 0 }));
  expectCode('invalid-option', () =>
    spectralBandwidth(matrix, { centroid: ndarray(Float64Array.of(1, 2, 3, 4, 5), [1, 5]) }),
  );
  expectCode('invalid-option', () => spectralRolloff(matrix, { rollPercent: 1 }));
  expectCode('invalid-option', () => spectralFlatness(matrix, { amin: 0 }));
  expectCode('invalid-option', () => spectralContrast(matrix, { quantile: 0 }));
  expectCode('invalid-option', () => spectralContrast(matrix, { nBands: 7 }));
  expectCode('invalid-option', () => spectralContrast(signals.short!, { nFft: 64, fMin: 20, nBands: 2 }));
  expectCode('invalid-option', () => rms(matrix, { frameLength: 512 }));
  expectCode('invalid-signal', () => rms(signals.short!, { center: false }));
  expectCode('invalid-signal', () => zeroCrossingRate(new Float64Array(0)));
  expectCode('invalid-option', () => zeroCrossingRate(signals.short!, { threshold: -1 }));
  expectCode('invalid-option', () => zeroCrossingRate(signals.short!, { hopLength: 0 }));
});
