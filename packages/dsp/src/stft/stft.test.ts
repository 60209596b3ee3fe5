import fc from 'fast-check';
import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { expectGolden, expectNear, goldenCases, signals } from '../../testing/golden.ts';
import { DspError } from '../errors.ts';
import { rowMajor } from '../strided-array.ts';
import { istft } from './istft.ts';
import { spectrogram } from './spectrogram.ts';
import { stft } from './stft.ts';

describe('stft equals librosa', () => {
  const claim = { name: 'stft', reference: 'librosa 0.11.0 stft', measure: 'relative' } as const;
  test.each(goldenCases('transforms', 'stft'))('$title', ({ source, options, re, im }) => {
    const samples = signals[source]!;
    const double = stft(samples, options);
    expectGolden(double.re, re, { ...claim, tolerance: 1e-10 });
    expectGolden(double.im, im, { ...claim, tolerance: 1e-10 });
    const single = stft(Float32Array.from(samples), options);
    expect(single.re.data).toBeInstanceOf(Float32Array);
    expectGolden(single.re, re, { ...claim, tolerance: 1e-6, path: 'float32' });
    expectGolden(single.im, im, { ...claim, tolerance: 1e-6, path: 'float32' });
  });
});

describe('istft equals librosa', () => {
  const claim = { name: 'istft', reference: 'librosa 0.11.0 istft', measure: 'relative' } as const;
  test.each(goldenCases('transforms', 'istft'))('$title', ({ source, options, result }) => {
    const scaled = (samples: Float32Array | Float64Array) => {
      const { length: _, ...frame } = options;
      const { re, im } = stft(samples, frame);
      const frames = re.shape[1]!;
      for (let i = 0; i < re.data.length; i++) {
        const weight = (Math.floor(i / frames) + (i % frames)) % 3;
        re.data[i]! *= weight;
        im.data[i]! *= weight;
      }
      return { re, im };
    };
    const samples = signals[source]!;
    expectGolden(istft(scaled(samples), options), result, { ...claim, tolerance: 1e-10 });
    // Where the summed window nearly vanishes, single precision is divided by next to nothing: only frames that overlap
    // everywhere are held to the float32 gate.
    if (options.center === false || options.hopLength > options.nFft / 2) return;
    expectGolden(istft(scaled(Float32Array.from(samples)), options), result, {
      ...claim,
      tolerance: 1e-5,
      path: 'float32',
    });
  });
});

describe('spectrogram equals librosa', () => {
  const claim = { name: 'spectrogram', reference: 'librosa 0.11.0 abs(stft) ** power', measure: 'relative' } as const;
  test.each(goldenCases('transforms', 'spectrogram'))('$title', ({ source, options, result }) => {
    expectGolden(spectrogram(signals[source]!, options), result, { ...claim, tolerance: 1e-9 });
    const single = spectrogram(Float32Array.from(signals[source]!), options);
    expectGolden(single, result, { ...claim, tolerance: 1e-5, path: 'float32' });
  });
});

describe('properties', () => {
  const sizes = fc.constantFrom(8, 15, 64, 100, 128, 256);
  const samples = fc
    .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 0, maxLength: 700 })
    .map((values) => Float64Array.from(values));

  test('istft undoes stft, whatever the length of signal, transform and hop', () => {
    fc.assert(
      fc.property(samples, sizes, fc.integer({ min: 2, max: 4 }), (signal, nFft, parts) => {
        const options = { nFft, hopLength: Math.max(1, Math.floor(nFft / (2 * parts))) };
        const padded = new Float64Array(signal.length + nFft);
        padded.set(signal);
        const back = istft(stft(padded, options), { ...options, length: signal.length });
        expectNear(back, signal, 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test('is linear', () => {
    const [a, b] = [signals.speech!.subarray(0, 4000), signals.noise!.subarray(0, 4000)];
    const sum = stft(a.map((value, i) => 2 * value - 3 * b[i]!));
    const [first, second] = [stft(a), stft(b)];
    expectNear(
      sum.re.data,
      first.re.data.map((value, i) => 2 * value - 3 * second.re.data[i]!),
      1e-10,
    );
  });

  test("keeps the energy of every frame (Parseval's theorem)", () => {
    const { re, im } = stft(signals.noise!.subarray(0, 256), { nFft: 256, window: 'boxcar', center: false });
    let energy = 0;
    for (let k = 0; k <= 128; k++) energy += (k % 128 === 0 ? 1 : 2) * (re.get(k, 0) ** 2 + im.get(k, 0) ** 2);
    const expected = signals.noise!.subarray(0, 256).reduce((sum, value) => sum + value * value, 0);
    expect(energy / 256).toBeCloseTo(expected, 10);
  });

  test('shifts by whole frames when the signal shifts by whole hops', () => {
    const samples = signals.speech!.subarray(0, 6000);
    const later = new Float64Array(6000 + 3 * 512);
    later.set(samples, 3 * 512);
    const [before, after] = [stft(samples), stft(later)];
    for (let t = 0; t < 8; t++) expect(after.re.get(40, t + 3)).toBe(before.re.get(40, t));
  });

  test.each([0, 1, 1023, 1024, 2047, 2048, 4096, 66150])('%i samples give 1 + floor(n / 512) frames', (length) => {
    expect(stft(new Float32Array(length)).re.shape).toEqual([1025, 1 + Math.floor(length / 512)]);
  });

  test('a recording longer than one chunk of the kernels equals its parts', () => {
    const long = new Float32Array(300_000);
    for (let i = 0; i < long.length; i += signals.speech!.length)
      long.set(signals.speech!.subarray(0, long.length - i), i);
    const whole = stft(long, { nFft: 256, hopLength: 128 });
    const part = stft(long.subarray(128 * 1500, 128 * 1600), { nFft: 256, hopLength: 128 });
    for (let k = 0; k < 129; k++) expect(whole.re.get(k, 1550)).toBe(part.re.get(k, 50));
    const back = istft(whole, { hopLength: 128, length: long.length });
    expect(long.every((value, i) => Math.abs(value - back[i]!) < 1e-6)).toBe(true);
  });

  test('honors strided and offset views', () => {
    const { re, im } = stft(signals.short!, { nFft: 64 });
    const [bins, frames] = re.shape as [number, number];
    const interleaved = new Float64Array(2 * bins * frames + 5);
    const transposed = { re: ndarray(interleaved, [frames, bins], [2, 2 * frames], 5).transpose(1, 0), im };
    expect(transposed.re.shape).toEqual([bins, frames]);
    const view = ndarray(interleaved, [bins, frames], [2 * frames, 2], 5);
    for (let k = 0; k < bins; k++) for (let t = 0; t < frames; t++) view.set(k, t, re.get(k, t));
    expect(rowMajor(view)).toEqual(re.data);
    expect(istft({ re: view, im })).toEqual(istft({ re, im }));
  });

  test('leaves its input alone', () => {
    const samples = signals.short!.slice();
    const spectrum = stft(samples);
    const copy = spectrum.re.data.slice();
    istft(spectrum);
    expect(samples).toEqual(signals.short);
    expect(spectrum.re.data).toEqual(copy);
  });
});

describe('refuses', () => {
  const code = (run: () => unknown): string | undefined => {
    try {
      run();
    } catch (error) {
      if (DspError.isInstance(error)) return error.code;
      throw error;
    }
    return undefined;
  };
  const signal = new Float64Array(100);
  test.each([
    ['a NaN sample', () => stft(Float64Array.of(0, Number.NaN)), 'non-finite'],
    ['an infinite sample', () => stft(Float32Array.of(Number.POSITIVE_INFINITY)), 'non-finite'],
    ['a short signal without centering', () => stft(signal, { center: false }), 'invalid-signal'],
    ['an odd transform of nothing', () => stft(new Float64Array(0), { nFft: 401 }), 'invalid-signal'],
    ['a transform of length 0', () => stft(signal, { nFft: 0 }), 'invalid-option'],
    ['a fractional hop', () => stft(signal, { hopLength: 0.5 }), 'invalid-option'],
    ['a window longer than the frame', () => stft(signal, { nFft: 64, winLength: 65 }), 'invalid-option'],
    ['an unknown padding', () => stft(signal, { padMode: 'wrap' as 'edge' }), 'invalid-option'],
    ['an unknown window', () => stft(signal, { window: 'hanning' as 'hann' }), 'invalid-option'],
    ['a window of another length', () => stft(signal, { nFft: 64, window: [1, 2] }), 'invalid-option'],
    ['an empty signal to reflect', () => stft(new Float64Array(0), { padMode: 'reflect' }), 'invalid-signal'],
    ['a power of 0', () => spectrogram(signal, { power: 0 }), 'invalid-option'],
    ['unequal parts', () => istft({ re: stft(signal).re, im: stft(signal, { nFft: 64 }).im }), 'invalid-signal'],
    ['another nFft than that of the bins', () => istft(stft(signal, { nFft: 64 }), { nFft: 128 }), 'invalid-signal'],
    ['a negative length', () => istft(stft(signal), { length: -1 }), 'invalid-option'],
  ] as const)('%s', (_, run, expected) => expect(code(run)).toBe(expected));
});
