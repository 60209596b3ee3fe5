import { describe, expect, test } from 'vitest';
import { audioGolden, bytesOf, float32Of, noise, smooth, snr, unit } from '../testing/audio-golden.ts';
import { loadWav } from './load-wav.ts';
import { kernelFor } from './resample/kernel.ts';
import { convertedLength, ratioOf } from './resample/ratio.ts';
import { resample } from './resample/resample.ts';
import { windowedSinc } from './resample/windowed-sinc.ts';
import type { Signal } from './signal.ts';
import { toMono } from './to-mono.ts';
import { decodeWav } from './wav/decode-wav.ts';

// The mistakes that readers and resamplers make, each made on purpose. The golden value that the correct function meets
// must lie further away than its gate, or the tests would not notice the mistake.

interface ResampleCase {
  readonly from: number;
  readonly to: number;
  readonly signal: string;
  readonly length: number;
  readonly result: string;
}

const resampling = audioGolden<{ cases: ResampleCase[]; lengths: [number, number, number, number][] }>('resample');
const expectedFor = (from: number, to: number, signal: string): Float32Array =>
  float32Of(
    resampling.cases.find((c) => c.from === from && c.to === to && c.signal === signal && c.length === 1500)!.result,
  );
/** Behind the first samples, where the gate of 105 dB (113 dB for the smooth signal) stands. */
const settled = (actual: Signal, expected: Float32Array): number => snr(actual.subarray(8), expected.subarray(8));

/** Convolution with any kernel, at any delay in input samples. */
function convolve(
  samples: Float64Array,
  from: number,
  to: number,
  kernel: (t: number) => number,
  delay = 0,
): Float64Array {
  const output = new Float64Array(Math.ceil((samples.length * to) / from));
  const computed = convertedLength(samples.length, from, to);
  for (let m = 0; m < computed; m++) {
    for (let n = 0; n < samples.length; n++) output[m]! += samples[n]! * kernel((m * from) / to - n - delay);
  }
  return output;
}

const scale = 22050 / 48000;
const sinc = (cutoff: number, halfLength: number, beta: number) => (t: number) =>
  scale * windowedSinc({ cutoff, halfLength, beta }, t * scale);
const { lowPass } = kernelFor(ratioOf(48000, 22050));

describe('resampling of 48 kHz to 22.05 kHz differs with', () => {
  const rough = unit(noise(1500, 7));
  const soft = unit(smooth(1500, 7));
  test.each<[string, (y: Float64Array) => Float64Array]>([
    ['linear interpolation', (y) => convolve(y, 48000, 22050, (t) => Math.max(0, 1 - Math.abs(t)))],
    ['the nearest sample', (y) => convolve(y, 48000, 22050, (t) => (t >= -0.5 && t < 0.5 ? 1 : 0))],
    // Kaiser 5, ten zero crossings a side, cut-off at the Nyquist frequency.
    ["scipy.signal.resample_poly's default filter", (y) => convolve(y, 48000, 22050, sinc(0.5, 10, 5))],
    [
      'a passband to 0.905',
      (y) => convolve(y, 48000, 22050, sinc(lowPass.cutoff - 0.002, lowPass.halfLength, lowPass.beta)),
    ],
    [
      'a passband to 0.917',
      (y) => convolve(y, 48000, 22050, sinc(lowPass.cutoff + 0.001, lowPass.halfLength, lowPass.beta)),
    ],
    [
      'a filter of half the length',
      (y) => convolve(y, 48000, 22050, sinc(lowPass.cutoff, lowPass.halfLength / 2, lowPass.beta)),
    ],
    [
      'a delay of half a sample',
      (y) => convolve(y, 48000, 22050, sinc(lowPass.cutoff, lowPass.halfLength, lowPass.beta), 0.5),
    ],
    [
      'the phase of the sample before',
      (y) => convolve(y, 48000, 22050, sinc(lowPass.cutoff, lowPass.halfLength, lowPass.beta), 1 / 147),
    ],
    ['energy kept in place of amplitude', (y) => resample(y, { from: 48000, to: 22050, scale: true })],
  ])('%s', (_, mistaken) => {
    const worst = Math.min(
      settled(mistaken(rough), expectedFor(48000, 22050, 'noise')),
      settled(mistaken(soft), expectedFor(48000, 22050, 'smooth')),
    );
    expect(worst).toBeLessThan(95);
  });

  test('nothing', () => {
    expect(settled(resample(rough, { from: 48000, to: 22050 }), expectedFor(48000, 22050, 'noise'))).toBeGreaterThan(
      105,
    );
    expect(settled(resample(soft, { from: 48000, to: 22050 }), expectedFor(48000, 22050, 'smooth'))).toBeGreaterThan(
      113,
    );
  });
});

test('lengths differ with exact arithmetic, with truncation and with rounding', () => {
  const wrong = (length: (n: number, from: number, to: number) => number): number =>
    resampling.lengths.filter(([from, to, n, expected]) => length(n, from, to) !== expected).length;
  expect(wrong((n, from, to) => Math.ceil((n * to) / from))).toBeGreaterThan(0);
  expect(wrong((n, from, to) => Math.floor(n * (to / from)))).toBeGreaterThan(0);
  expect(wrong((n, from, to) => Math.round(n * (to / from)))).toBeGreaterThan(0);
  expect(wrong((n, from, to) => Math.ceil(n * (to / from)))).toBe(0);
});

describe('loading differs with', () => {
  interface LoadCase {
    readonly file: string;
    readonly options: object;
    readonly result: string;
  }
  const golden = audioGolden<{ files: Record<string, string>; cases: LoadCase[] }>('load');
  const content = (name: string): Uint8Array => bytesOf(golden.files[name]!);
  const expected = (file: string, options: object): Float32Array =>
    float32Of(
      golden.cases.find((c) => c.file === file && JSON.stringify(c.options) === JSON.stringify(options))!.result,
    );
  const largest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
    Array.from(b).reduce((worst, x, i) => Math.max(worst, Math.abs(x - a[i]!)), 0);

  test('samples divided by 32767', () => {
    const y = loadWav(content('mono'), { sampleRate: null }).samples;
    expect(largest(y, expected('mono', { sr: null }))).toBe(0);
    expect(
      largest(
        y.map((x) => (x * 32768) / 32767),
        expected('mono', { sr: null }),
      ),
    ).toBeGreaterThan(0);
  });

  test('positive samples divided by 32767', () => {
    const y = loadWav(content('mono'), { sampleRate: null }).samples;
    const uneven = y.map((x) => (x > 0 ? (x * 32768) / 32767 : x));
    expect(largest(uneven, expected('mono', { sr: null }))).toBeGreaterThan(0);
  });

  test('channels added with a factor of √½, or the left one alone', () => {
    const [left, right] = decodeWav(content('stereo')).channels as [Float32Array, Float32Array];
    const wanted = expected('stereo', { sr: null });
    expect(largest(toMono([left, right]), wanted)).toBe(0);
    expect(
      largest(
        left.map((x, i) => (x + right[i]!) * Math.SQRT1_2),
        wanted,
      ),
    ).toBeGreaterThan(0.1);
    expect(largest(left, wanted)).toBeGreaterThan(0.1);
  });

  test('a part cut after resampling in place of before', () => {
    const options = { offset: 0.0133333, duration: 0.02 };
    const whole = loadWav(content('mono')).samples;
    const start = Math.trunc(options.offset * 22050);
    const wanted = expected('mono', options);
    expect(largest(whole.slice(start, start + wanted.length), wanted)).toBeGreaterThan(1e-3);
    expect(largest(loadWav(content('mono'), options).samples.slice(8), wanted.slice(8))).toBeLessThan(1e-5);
  });

  test('a duration rounded in place of truncated', () => {
    const wanted = expected('mono', { duration: 0.01999 });
    expect(loadWav(content('mono'), { duration: 0.01999 }).samples.length).toBe(wanted.length);
    const rounded = Math.round(0.01999 * 48000) / 48000;
    const later = loadWav(content('mono'), { duration: rounded }).samples;
    expect(later.length !== wanted.length || largest(later, wanted) > 1e-4).toBe(true);
  });
});
