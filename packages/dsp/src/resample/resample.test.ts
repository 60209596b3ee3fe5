import { afterEach, describe, expect, test, vi } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { audioGolden, float32Of, noise, smooth, snr, unit } from '../../testing/audio-golden.ts';
import { expectCode } from '../../testing/expect-code.ts';
import type { Signal } from '../signal.ts';
import { resamplePolyphase } from './polyphase.ts';
import { convertedLength, ratioOf } from './ratio.ts';
import { type ResampleOptions, resample } from './resample.ts';
import { signalSource } from './source.ts';
import { startInStages } from './staged-start.ts';

interface GoldenCase {
  readonly from: number;
  readonly to: number;
  readonly signal: 'noise' | 'smooth';
  readonly length: number;
  readonly seed: number;
  readonly fix?: boolean;
  readonly scale?: boolean;
  readonly result: string;
}

const golden = audioGolden<{ cases: GoldenCase[]; lengths: [number, number, number, number][] }>('resample');
/** The options of a case, without what it is a case of. */
const ratesOf = ({ from, to, fix, scale }: GoldenCase): ResampleOptions => ({
  from,
  to,
  ...(fix != null && { fix }),
  ...(scale != null && { scale }),
});

const input = ({ signal, length, seed }: GoldenCase): Float64Array =>
  unit((signal === 'noise' ? noise : smooth)(length, seed));

describe('against librosa.resample with soxr_hq', () => {
  const reference = 'librosa 0.11.0 resample (soxr 1.1.0 soxr_hq)';

  test.each(golden.cases.filter(({ length }) => length > 100))('$signal, $from → $to', (item) => {
    const expected = float32Of(item.result);
    for (const y of [input(item), Float32Array.from(input(item))]) {
      const actual = resample<Signal>(y, ratesOf(item));
      expect(actual.constructor).toBe(y.constructor);
      // Noise, full scale from the first sample on.
      expect(snr(actual, expected)).toBeGreaterThan(116);
      const path = y instanceof Float32Array ? 'float32' : 'float64';
      expectParity(actual, expected, {
        package: 'dsp',
        name: 'resample',
        reference,
        path,
        measure: 'relative',
        tolerance: 1e-5,
      });
    }
  });

  test.each(golden.cases.filter(({ length }) => length <= 100))('$length samples, fix $fix, scale $scale', (item) => {
    const expected = float32Of(item.result);
    const actual = resample(input(item), ratesOf(item));
    expect(actual.length).toBe(expected.length);
    for (let i = 0; i < expected.length; i++) {
      expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(2e-6);
      expect(actual[i] === 0).toBe(expected[i] === 0);
    }
  });

  test('lengths', () => {
    for (const [from, to, length, expected] of golden.lengths) {
      expect(resample(new Float32Array(length), { from, to }).length, `${length} at ${from} → ${to}`).toBe(expected);
    }
  });
});

describe('against soxr, between all pairs of twenty rates and others', () => {
  const pairs = audioGolden<{
    cases: { from: number; to: number; length: number; outputs: number; peak: number; values: string }[];
    lengths: [from: number, to: number, length: number, outputs: number][];
    short: { from: number; to: number; length: number; values: string }[];
  }>('resample-pairs');
  const reference = 'soxr 1.1.0 HQ';
  const kept = 24;

  test('the first samples and later ones of noise that starts abruptly lie 110 dB below the peak', () => {
    const missed: string[] = [];
    for (const { from, to, length, outputs, peak, values } of pairs.cases) {
      const expected = float32Of(values);
      const output = resample(unit(noise(length, 7)), { from, to, fix: false });
      expect(output.length, `${from} → ${to}`).toBe(outputs);
      const half = output.length >> 1;
      const actual = Float64Array.of(...output.subarray(0, kept), ...output.subarray(half, half + kept));
      const errors = actual.map((x, i) => x - expected[i]!);
      const rms = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length);
      if (!(20 * Math.log10(rms / peak) < -110)) missed.push(`${from} → ${to}: ${20 * Math.log10(rms / peak)}`);
      const claim = { name: 'resample (all pairs)', path: 'float64', measure: 'relative', tolerance: 1e-5 } as const;
      expectParity(actual, expected, { package: 'dsp', reference, ...claim });
    }
    expect(missed).toEqual([]);
  });

  test('signals shorter than the filters', () => {
    for (const { from, to, length, values } of pairs.short) {
      const expected = float32Of(values);
      const actual = resample(unit(noise(length, length)), { from, to, fix: false });
      expect(actual.length, `${length} at ${from} → ${to}`).toBe(expected.length);
      actual.forEach((x, i) => {
        expect(Math.abs(x - expected[i]!), `${length} at ${from} → ${to}, sample ${i}`).toBeLessThan(1e-5);
      });
    }
  });

  test('lengths at ties and elsewhere', () => {
    for (const [from, to, length, outputs] of pairs.lengths) {
      const ones = new Float32Array(length).fill(1);
      expect(resample(ones, { from, to, fix: false }).length, `${length} at ${from} → ${to}`).toBe(outputs);
    }
  });

  test('rates of a simple ratio that are no integers convert as the integers do', () => {
    const samples = unit(noise(64, 2));
    const [own, doubled] = [
      resample(samples, { from: 5512.5, to: 11025 }),
      resample(samples, { from: 11025, to: 22050 }),
    ];
    expect(own).toEqual(doubled);
  });
});

/** Amplitude and phase of a tone in the middle of a signal, by projection. */
function tone(samples: Signal, frequency: number): { gain: number; phase: number } {
  const [start, end] = [Math.floor(samples.length / 4), Math.floor((3 * samples.length) / 4)];
  let re = 0;
  let im = 0;
  let weights = 0;
  for (let n = start; n < end; n++) {
    // A Hann window keeps the other tones of the spectrum out.
    const weight = 1 - Math.cos((2 * Math.PI * (n - start)) / (end - start));
    re += weight * samples[n]! * Math.cos(2 * Math.PI * frequency * n);
    im -= weight * samples[n]! * Math.sin(2 * Math.PI * frequency * n);
    weights += weight / 2;
  }
  return { gain: Math.hypot(re, im) / weights, phase: Math.atan2(im, re) };
}

const sine = (length: number, frequency: number): Float64Array =>
  Float64Array.from({ length }, (_, n) => Math.cos(2 * Math.PI * frequency * n));
const db = (gain: number): number => 20 * Math.log10(gain);

describe('response', () => {
  test.each([
    [48000, 22050],
    [44100, 22050],
    [24414, 22050],
    [16000, 22050],
    [8000, 22050],
    [44100, 16000],
    [22050, 44100],
    [22050, 16384.5],
  ])('%d → %d: flat, no delay, nothing above', (from, to) => {
    const nyquist = Math.min(from, to) / 2;
    for (const part of [0.05, 0.3, 0.6, 0.8, 0.9, 0.913]) {
      const { gain, phase } = tone(resample(sine(12000, (part * nyquist) / from), { from, to }), (part * nyquist) / to);
      expect(Math.abs(db(gain)), `${part} of Nyquist`).toBeLessThan(0.0101);
      expect(Math.abs(phase), `${part} of Nyquist`).toBeLessThan(1e-5);
    }
    for (const part of [1.0005, 1.02, 1.1, 1.5, 1.9]) {
      if (part * nyquist >= from / 2) continue;
      const output = resample(sine(12000, (part * nyquist) / from), { from, to });
      const middle = output.subarray(output.length / 4, (3 * output.length) / 4);
      expect(db(Math.sqrt((2 * middle.reduce((sum, x) => sum + x * x, 0)) / middle.length)), `${part}`).toBeLessThan(
        -120,
      );
    }
  });

  test('images of a tone going up lie 110 dB down', () => {
    for (const to of [22050, 22051.7]) {
      const output = resample(sine(12000, 0.4), { from: 8000, to });
      for (const image of [0.6, 1.4]) {
        if (image * 8000 < to / 2) expect(db(tone(output, (image * 8000) / to).gain)).toBeLessThan(-110);
      }
    }
  });

  test('an impulse stays where it is', () => {
    for (const [from, to] of [
      [48000, 22050],
      [44100, 22050],
      [16000, 22050],
    ] as const) {
      const input = new Float64Array(6400);
      input[3200] = 1;
      const output = resample(input, { from, to });
      const center = (3200 * to) / from;
      expect(output.indexOf(output.reduce((a, b) => Math.max(a, b)))).toBe(center);
      const [left, right] = [output.slice(center - 200, center).reverse(), output.slice(center + 1, center + 201)];
      expect(left.reduce((worst, x, i) => Math.max(worst, Math.abs(x - right[i]!)), 0)).toBeLessThan(1e-12);
    }
  });
});

describe('fast and plain path', () => {
  const rates = [
    [48000, 22050],
    [44100, 22050],
    [8000, 22050],
    [11025, 48000],
    [24414, 22050],
    [18541.1, 22050],
    [26222.3, 22050],
    [22050, 21000.5],
    [192000, 8000],
    [8000, 30000.1],
    [37083.5, 22050],
  ] as const;

  // Long enough for several groups of blocks, so that their seams are crossed.
  test.each(rates)('%d → %d agree', (from, to) => {
    const samples = unit(noise(60000, 5));
    const conversion = ratioOf(from, to);
    const plain = new Float64Array(convertedLength(samples.length, from, to));
    resamplePolyphase(samples, plain, conversion);
    startInStages(signalSource(samples), plain, conversion);
    const isExact = conversion.exact !== null && from !== 24414;
    const double = resample(samples, { from, to, fix: false });
    const single = resample(Float32Array.from(samples), { from, to, fix: false });
    expect(snr(double, plain)).toBeGreaterThan(isExact ? 138 : 123);
    expect(snr(single, plain)).toBeGreaterThan(isExact ? 130 : 122);
    // No single sample is off either.
    expect(plain.reduce((worst, x, i) => Math.max(worst, Math.abs(x - double[i]!)), 0)).toBeLessThan(4e-6);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test('without WebAssembly the plain path serves', async () => {
    const samples = unit(noise(3000, 9));
    const fast = resample(samples, { from: 48000, to: 22050 });
    vi.resetModules();
    vi.stubGlobal('WebAssembly', undefined);
    const plain = await import('./resample.ts');
    const slow = plain.resample(samples, { from: 48000, to: 22050 });
    expect(slow).not.toEqual(fast);
    expect(snr(fast, slow)).toBeGreaterThan(138);
  });

  test('a filter too long for any transform is convolved plainly', () => {
    const output = resample(new Float32Array(200_000).fill(0.5), { from: 192_000, to: 800 });
    expect(output.length).toBe(834);
    expect(output[400]).toBeCloseTo(0.5, 5);
  });
});

describe('signals', () => {
  test('a constant keeps its value, silence stays silence', () => {
    for (const to of [22050, 16000, 44100, 23456.7]) {
      const output = resample(new Float64Array(48000).fill(0.25), { from: 48000, to });
      expect(output[output.length >> 1]).toBeCloseTo(0.25, 6);
      expect(resample(new Float32Array(5000), { from: 48000, to }).every((sample) => sample === 0)).toBe(true);
    }
  });

  test('linear, and of the same values at any place in the signal', () => {
    const [a, b] = [unit(noise(4800, 3)), unit(noise(4800, 4))];
    const rates = { from: 48000, to: 22050 };
    const sum = resample(
      a.map((x, i) => 2 * x - b[i]!),
      rates,
    );
    const [ra, rb] = [resample(a, rates), resample(b, rates)];
    expect(sum.reduce((worst, x, i) => Math.max(worst, Math.abs(x - 2 * ra[i]! + rb[i]!)), 0)).toBeLessThan(1e-12);

    const later = new Float64Array(320 * 40 + 4800);
    later.set(a, 320 * 40);
    const shifted = resample(later, rates);
    // Behind what soxr loses where a signal starts abruptly at time 0.
    const settled = ra.map((x, i) => (i < 4 ? 0 : Math.abs(x - shifted[147 * 40 + i]!)));
    expect(Math.max(...settled)).toBeLessThan(1e-6);
  });

  test('views with an offset, equal rates, empty and tiny signals', () => {
    const whole = Float32Array.from(unit(noise(1003, 8)));
    const view = whole.subarray(3);
    const before = view.slice();
    expect(resample(view, { from: 16000, to: 22050 })).toEqual(resample(view.slice(), { from: 16000, to: 22050 }));
    const copy = resample(view, { from: 16000, to: 16000 });
    expect(copy).toEqual(view);
    expect(copy.buffer).not.toBe(view.buffer);
    expect(view).toEqual(before);
    expect(resample(new Float32Array(0), { from: 48000, to: 22050 })).toEqual(new Float32Array(0));
    expect(resample(Float32Array.of(1), { from: 22050, to: 44100 }).length).toBe(2);
  });

  test('repeats to the bit, whatever ran in between', () => {
    const samples = Float32Array.from(unit(noise(20000, 6)));
    const run = () => resample(samples, { from: 48000, to: 22050.5 });
    const first = run();
    resample(samples, { from: 8000, to: 22050 });
    resample(Float64Array.from(samples), { from: 48000, to: 22050.5 });
    expect(run()).toEqual(first);
  });

  test('finds a sample that is not finite wherever it stands', () => {
    for (const [from, to] of [
      [48000, 22050],
      [22050, 23456.7],
      [96000, 375],
      [8000, 44100],
      [16000, 16000],
    ] as const) {
      for (const [length, at] of [
        [1, 0],
        [30001, 0],
        [30001, 14999],
        [30001, 30000],
      ] as const) {
        for (const value of [Number.NaN, Number.NEGATIVE_INFINITY]) {
          const single = new Float32Array(length);
          single[at] = value;
          expectCode('non-finite', () => resample(single, { from, to }));
          expectCode('non-finite', () => resample(Float64Array.from(single), { from, to }));
        }
      }
    }
    const loud = new Float32Array(5000).fill(3e38);
    expect(resample(loud, { from: 48000, to: 22050 }).length).toBe(2297);
  });

  test('refuses what cannot be resampled', () => {
    const samples = Float32Array.of(1, 2, 3);
    for (const rates of [
      { from: 0, to: 1 },
      { from: 1, to: 0 },
      { from: Number.NaN, to: 1 },
      { from: 1, to: Number.POSITIVE_INFINITY },
      { from: -1, to: 1 },
      { from: 1, to: 257 },
      { from: 257, to: 1 },
    ]) {
      expectCode('invalid-option', () => resample(samples, rates));
    }
    expectCode('non-finite', () => resample(Float32Array.of(1, Number.NaN), { from: 1, to: 2 }));
    expectCode('non-finite', () => resample(Float32Array.of(Number.POSITIVE_INFINITY), { from: 1, to: 1 }));
  });
});
