import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import * as withKernels from '../index.ts';

/** The package as it loads where WebAssembly is forbidden. */
let plain: typeof withKernels;

beforeAll(async () => {
  vi.resetModules();
  vi.stubGlobal('WebAssembly', undefined);
  plain = await import('../index.ts');
  expect((await import('./kernels.ts')).kernels()).toBeUndefined();
});

afterAll(() => {
  vi.unstubAllGlobals();
  // The test files that follow in this worker want the kernels back.
  vi.resetModules();
});

describe('without WebAssembly, every transform still equals librosa', () => {
  const claim = { reference: 'librosa 0.11.0', measure: 'relative', path: 'float64, no WebAssembly' } as const;
  test.each(goldenCases('transforms', 'stft'))('stft $title', ({ source, options, re, im }) => {
    const spectrum = plain.stft(signals[source]!, options);
    expectGolden(spectrum.re, re, { ...claim, name: 'stft', tolerance: 1e-10 });
    expectGolden(spectrum.im, im, { ...claim, name: 'stft', tolerance: 1e-10 });
  });
  test.each(goldenCases('transforms', 'spectrogram'))('spectrogram $title', ({ source, options, result }) => {
    const magnitudes = plain.spectrogram(signals[source]!, options);
    expectGolden(magnitudes, result, { ...claim, name: 'spectrogram', tolerance: 1e-9 });
  });
  test.each(goldenCases('mel', 'melSpectrogram'))('melSpectrogram $title', ({ source, options, result }) => {
    const mel = plain.melSpectrogram(signals[source]!, options);
    expectGolden(mel, result, { ...claim, name: 'melSpectrogram', tolerance: 1e-9 });
  });
  test.each(goldenCases('cepstra', 'mfcc'))('mfcc $title', ({ source, options, result }) => {
    const tolerance = options.norm === null ? 1.6e-7 : 1e-8;
    expectGolden(plain.mfcc(signals[source]!, options), result, {
      ...claim,
      name: 'mfcc',
      measure: 'absolute',
      tolerance,
    });
  });
});

describe('with and without WebAssembly agree', () => {
  test.each([8, 64, 1024, 4096, 65536])('for a transform of %i samples', (nFft) => {
    const options = { nFft, hopLength: Math.max(3, nFft / 8) };
    for (const samples of [signals.noise!, Float32Array.from(signals.noise!)]) {
      const [fast, slow] = [withKernels.stft(samples, options), plain.stft(samples, options)];
      const tolerance = (samples instanceof Float32Array ? 3e-7 : 1e-15) * Math.sqrt(nFft) * 10;
      expectNear(fast.re.data, slow.re.data, tolerance);
      expectNear(fast.im.data, slow.im.data, tolerance);
      const back = samples instanceof Float32Array ? 1e-5 : 1e-12;
      const length = samples.length;
      expectNear(withKernels.istft(fast, { ...options, length }), plain.istft(slow, { ...options, length }), back);
    }
  });

  test.each([0, 1, 3, 4, 5, 63, 64, 511, 512, 513, 1030])('for %i frames', (frames) => {
    const samples = signals.speech!.subarray(0, 16 * frames);
    const options = { nFft: 64, hopLength: 16, nMels: 8 };
    const [fast, slow] = [withKernels.melSpectrogram(samples, options), plain.melSpectrogram(samples, options)];
    expect(fast.shape).toEqual([8, frames + 1]);
    expectNear(fast.data, slow.data, 1e-12);
  });

  test('in pitch, contrast, linear prediction and PCEN', () => {
    const samples = signals.speech!.subarray(0, 6000);
    const single = Float32Array.from(samples);
    const range = { fMin: 65, fMax: 500 };
    for (const given of [samples, single]) {
      expectNear(withKernels.yin(given, range), plain.yin(given, range), given === samples ? 1e-9 : 1e-4);
      expectNear(withKernels.spectralContrast(given).data, plain.spectralContrast(given).data, 1e-4);
      expect(withKernels.lpc(given, { order: 12 })).toEqual(plain.lpc(given, { order: 12 }));
    }
    const power = withKernels.spectrogram(single, { power: 2 });
    for (const exponent of [0.5, 0.25, 0]) {
      const [fast, slow] = [withKernels, plain].map((from) => from.pcen(power, { power: exponent }).data);
      expect(Math.max(...fast!.map((value, i) => Math.abs(value / slow![i]! - 1)))).toBeLessThan(1e-6);
    }
  });

  test('for a recording of many chunks, mel bands of a stored spectrogram included', () => {
    const samples = new Float64Array(200_000);
    for (let i = 0; i < samples.length; i += 12_000) samples.set(signals.noise!.subarray(0, samples.length - i), i);
    const options = { nFft: 128, hopLength: 40, nMels: 10 };
    const [fast, slow] = [withKernels.melSpectrogram(samples, options), plain.melSpectrogram(samples, options)];
    expectNear(fast.data, slow.data, 1e-10);
    const stored = withKernels.melSpectrogram(
      withKernels.spectrogram(samples, { nFft: 128, hopLength: 40, power: 2 }),
      options,
    );
    expectNear(stored.data, fast.data, 0);
  });
});
