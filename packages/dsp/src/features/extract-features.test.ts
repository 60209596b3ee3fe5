import { afterAll, describe, expect, test, vi } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectNear, signals } from '../../testing/golden.ts';
import { chromaStft } from '../chroma/chroma-stft.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { melSpectrogram } from '../mel/mel-spectrogram.ts';
import { mfcc } from '../mel/mfcc.ts';
import * as spectrograms from '../stft/spectrogram.ts';
import { extractFeatures, type SharedOptions } from './extract-features.ts';
import { rms } from './rms.ts';
import { spectralBandwidth } from './spectral-bandwidth.ts';
import { spectralCentroid } from './spectral-centroid.ts';
import { spectralContrast } from './spectral-contrast.ts';
import { spectralFlatness } from './spectral-flatness.ts';
import type { SpectralOptions } from './spectral-input.ts';
import { spectralRolloff } from './spectral-rolloff.ts';
import { zeroCrossingRate } from './zero-crossing-rate.ts';

// Modules that other files of this worker have loaded call the function itself, not the spy.
vi.hoisted(() => vi.resetModules());
vi.mock('../stft/spectrogram.ts', { spy: true });
afterAll(() => {
  vi.resetModules();
});

const shared: SharedOptions[] = [
  { sampleRate: 22050 },
  { sampleRate: 16000, nFft: 512, hopLength: 160, winLength: 400, window: 'hamming', padMode: 'reflect' },
  { sampleRate: 22050, nFft: 400, hopLength: 100, center: false },
];

describe.each(shared)('with %o', (options) => {
  test.each(['float32', 'float64'])('every feature equals its own function, %s', (dtype) => {
    const samples = dtype === 'float32' ? Float32Array.from(signals.speech!) : signals.speech!;
    const all = extractFeatures(samples, {
      ...options,
      features: {
        powerSpectrogram: true,
        melSpectrogram: { nMels: 40, fMax: 7000 },
        logMelSpectrogram: { nMels: 32, ref: 'max', topDb: 60 },
        mfcc: { nMfcc: 13, nMels: 40, lifter: 22, melNorm: null },
        chromaStft: { nChroma: 24 },
        spectralCentroid: true,
        spectralBandwidth: { p: 3 },
        spectralContrast: { nBands: 4, fMin: 300 },
        spectralFlatness: true,
        spectralRolloff: { rollPercent: 0.5 },
        rms: true,
        zeroCrossingRate: { threshold: 0.01 },
      },
    });
    const { nFft: frameLength = 2048, hopLength = 512, center, padMode } = options;
    const frame = { frameLength, hopLength, center };
    const own = {
      powerSpectrogram: spectrograms.spectrogram(samples, { ...options, power: 2 }),
      melSpectrogram: melSpectrogram(samples, { ...options, nMels: 40, fMax: 7000 }),
      logMelSpectrogram: powerToDb(melSpectrogram(samples, { ...options, nMels: 32 }), { ref: 'max', topDb: 60 }),
      mfcc: mfcc(samples, { ...options, nMfcc: 13, nMels: 40, lifter: 22, melNorm: null }),
      chromaStft: chromaStft(samples, { ...options, nChroma: 24 }),
      spectralCentroid: spectralCentroid(samples, options),
      spectralBandwidth: spectralBandwidth(samples, { ...options, p: 3 }),
      spectralContrast: spectralContrast(samples, { ...options, nBands: 4, fMin: 300 }),
      spectralFlatness: spectralFlatness(samples, options as SpectralOptions),
      spectralRolloff: spectralRolloff(samples, { ...options, rollPercent: 0.5 }),
      rms: rms(samples, { ...frame, padMode }),
      zeroCrossingRate: zeroCrossingRate(samples, { ...frame, threshold: 0.01 }),
    };
    const frames = all.rms.shape[1];
    for (const name of Object.keys(own) as (keyof typeof own)[]) {
      expect(all[name].shape, name).toEqual(own[name].shape);
      expect(all[name].shape[1], name).toBe(frames);
      // Without a kernel for the transform, the fused mel bands add in another order, and unrounded spectra.
      const tolerance = options.nFft === 400 ? (dtype === 'float32' ? 1e-5 : 1e-12) : 0;
      const largest = Array.from(own[name].data, Math.abs).reduce((max, value) => Math.max(max, value));
      expectNear(all[name].data, own[name].data, tolerance * largest);
    }
  });
});

test.each(['float32', 'float64'])('mel features alone share one pass and equal their own functions, %s', (dtype) => {
  const samples = dtype === 'float32' ? Float32Array.from(signals.speech!) : signals.speech!;
  vi.mocked(spectrograms.spectrogram).mockClear();
  const {
    melSpectrogram: mel,
    mfcc: cepstrum,
    logMelSpectrogram,
    rms: level,
  } = extractFeatures(samples, {
    hopLength: 256,
    features: {
      rms: true,
      mfcc: { nMfcc: 13, melNorm: 2 },
      melSpectrogram: true,
      logMelSpectrogram: { nMels: 64, topDb: 50 },
    },
  });
  expect(spectrograms.spectrogram).not.toHaveBeenCalled();
  expect(mel.data).toEqual(melSpectrogram(samples, { hopLength: 256 }).data);
  expect(cepstrum.data).toEqual(mfcc(samples, { hopLength: 256, nMfcc: 13, melNorm: 2 }).data);
  const logMel = powerToDb(melSpectrogram(samples, { hopLength: 256, nMels: 64 }), { topDb: 50 });
  expect(logMelSpectrogram.data).toEqual(logMel.data);
  expect(level.data).toEqual(rms(samples, { hopLength: 256 }).data);
});

test('transforms once', () => {
  vi.mocked(spectrograms.spectrogram).mockClear();
  extractFeatures(signals.short!, {
    features: { mfcc: true, melSpectrogram: true, spectralCentroid: true, chromaStft: true },
  });
  expect(spectrograms.spectrogram).toHaveBeenCalledTimes(1);
});

test('does not transform for features of the samples alone', () => {
  vi.mocked(spectrograms.spectrogram).mockClear();
  extractFeatures(signals.short!, { features: { rms: true, zeroCrossingRate: true } });
  expect(spectrograms.spectrogram).not.toHaveBeenCalled();
});

test('refuses unknown features and passes on what their options violate', () => {
  expectCode('invalid-option', () => extractFeatures(signals.short!, { features: { loudness: true } as object }));
  expectCode('invalid-option', () => extractFeatures(signals.short!, { features: { toString: true } as object }));
  expectCode('invalid-option', () => extractFeatures(signals.short!, { features: { mfcc: { nMfcc: 0 } } }));
  expectCode('non-finite', () => extractFeatures(Float64Array.of(Number.NaN), { features: { rms: true } }));
});
