import { describe, expect, test } from 'vitest';
import { type GoldenResult, goldenCases, signals } from '../testing/golden.ts';
import { powerToDb } from './decibel/power-to-db.ts';
import { delta } from './features/delta.ts';
import { spectralContrast } from './features/spectral-contrast.ts';
import { asMatrix, Matrix } from './matrix.ts';
import { dct } from './mel/dct.ts';
import { melFrequencies } from './mel/frequencies.ts';
import { melSpectrogram } from './mel/mel-spectrogram.ts';
import { mfcc } from './mel/mfcc.ts';
import { normalize } from './normalize.ts';
import { spectrogram } from './stft/spectrogram.ts';
import { getWindow } from './stft/window.ts';
import { rowMajor } from './strided-array.ts';

// The mistakes that ports of librosa make, each made on purpose. The golden value that the correct function meets must
// lie further away than its gate, or the tests would not notice the mistake.

const speech = signals.speech!;
const mel = { nMels: 64 };

/** The golden case of a function for the speech-like signal and exactly these options. */
const golden = (file: string, name: string, options: object = {}): GoldenResult => {
  const wanted = JSON.stringify(options);
  const found = goldenCases(file, name).find(
    ({ source, title }) => (source === 'speech' || source === 'mfcc13') && title.endsWith(` ${wanted}`),
  );
  if (!found) throw new Error(`${file}.json has no ${name} with ${wanted}.`);
  return found.result;
};

const map = (matrix: Matrix, change: (value: number, row: number, column: number) => number): Matrix => {
  const [rows, columns] = matrix.shape as [number, number];
  const values = Float64Array.from(matrix.data, (value, i) => change(value, Math.floor(i / columns), i % columns));
  return asMatrix<Float32Array | Float64Array>(values, rows, columns);
};

/** Filters with corners on whole bins, as HTK and many ports have them. */
function flooredFilters(): Matrix {
  const hz = melFrequencies({ nMels: 66 });
  const bins = hz.map((value) => Math.floor((2049 * value) / 22050));
  const weights = new Float64Array(64 * 1025);
  for (let m = 0; m < 64; m++) {
    const [low, center, high] = [bins[m]!, bins[m + 1]!, bins[m + 2]!];
    for (let k = low; k < center; k++) weights[m * 1025 + k] = (k - low) / (center - low);
    for (let k = center; k < high; k++) weights[m * 1025 + k] = (high - k) / (high - center);
    for (let k = 0; k < 1025; k++) weights[m * 1025 + k]! *= 2 / (hz[m + 2]! - hz[m]!);
  }
  return asMatrix<Float32Array | Float64Array>(weights, 64, 1025);
}

function dense(bank: Matrix, power: Matrix): Matrix {
  const [bins, frames] = power.shape as [number, number];
  const rows = bank.shape[0]!;
  const out = new Float64Array(rows * frames);
  for (let m = 0; m < rows; m++) {
    for (let k = 0; k < bins; k++)
      for (let t = 0; t < frames; t++) out[m * frames + t]! += bank.get(m, k) * power.get(k, t);
  }
  return asMatrix<Float32Array | Float64Array>(out, rows, frames);
}

/** Limits every frame to 80 dB below its own maximum. */
function topDbPerFrame(decibels: Matrix): Matrix {
  const highest = new Map<number, number>();
  map(decibels, (value, _, t) => highest.set(t, Math.max(value, highest.get(t) ?? -1e9)).size);
  return map(decibels, (value, _, t) => Math.max(value, highest.get(t)! - 80));
}

/** HTK's regression over ±4 frames, edges replicated. */
function regressionDelta(matrix: Matrix): Matrix {
  const frames = matrix.shape[1]!;
  return map(matrix, (_, row, t) => {
    let sum = 0;
    for (let n = 1; n <= 4; n++) {
      sum += n * (matrix.get(row, Math.min(frames - 1, t + n)) - matrix.get(row, Math.max(0, t - n)));
    }
    return sum / 60;
  });
}

const power = spectrogram(speech, { power: 2 });
const bands = (): Matrix => melSpectrogram(speech, mel);
const cepstrum = mfcc(speech, { nMfcc: 13 });
const refMax = (): Matrix => powerToDb(melSpectrogram(speech), { ref: 'max' });
const perFrame = (matrix: Matrix): Matrix => topDbPerFrame(powerToDb(matrix, { topDb: null }));

/** What is done wrong, and what comes of it. */
type Mistake = readonly [string, () => Matrix];

const inMelBands: Mistake[] = [
  ['padding by reflection', () => melSpectrogram(speech, { ...mel, padMode: 'reflect' })],
  [
    'a symmetric Hann window',
    () => melSpectrogram(speech, { ...mel, window: getWindow('hann', 2048, { fftbins: false }) }),
  ],
  ['a Hamming window', () => melSpectrogram(speech, { ...mel, window: 'hamming' })],
  ["HTK's mel scale", () => melSpectrogram(speech, { ...mel, htk: true })],
  ['filters without area normalization', () => melSpectrogram(speech, { ...mel, norm: null })],
  ['filter corners on whole bins', () => dense(flooredFilters(), power)],
  ['float64 filters', () => melSpectrogram(speech, { ...mel, dtype: 'float64' })],
  ['magnitude in place of power', () => melSpectrogram(speech, { ...mel, power: 1 })],
  ['no centering', () => melSpectrogram(speech, { ...mel, center: false })],
  ['a transform scaled by 1 / nFft', () => map(bands(), (value) => value / 2048 ** 2)],
  ['a transform in single precision', () => melSpectrogram(Float32Array.from(speech), mel)],
  [
    'samples divided by 32767',
    () =>
      melSpectrogram(
        speech.map((x) => (x * 32768) / 32767),
        mel,
      ),
  ],
  ['frames in rows', () => asMatrix(rowMajor(bands().transpose()), 64, bands().shape[1]!)],
];

const inDecibels: Mistake[] = [
  ['decibels relative to 1', () => powerToDb(bands())],
  ['no limit below the maximum', () => powerToDb(bands(), { ref: 'max', topDb: null })],
  ['a limit per frame', () => perFrame(map(bands(), (value) => value / Math.max(...bands().data)))],
  ['decibels of amplitudes', () => map(powerToDb(bands(), { ref: 'max' }), (value) => value * 2)],
  ['a natural logarithm', () => map(bands(), (value) => Math.log(Math.max(1e-10, value)))],
  ['a maximum per frame', () => powerToDb(normalize(bands()), { ref: 1 })],
];

const inMfcc: Mistake[] = [
  ['the reference at the maximum', () => mfcc(refMax())],
  ['no limit below the maximum', () => mfcc(powerToDb(melSpectrogram(speech), { topDb: null }))],
  ['a limit per frame', () => mfcc(perFrame(melSpectrogram(speech)))],
  ['64 bands in place of 128', () => mfcc(speech, mel)],
  ['a natural logarithm', () => mfcc(map(powerToDb(melSpectrogram(speech)), (value) => (value * Math.LN10) / 10))],
  ['magnitude in place of power', () => mfcc(speech, { power: 1 })],
  ['a cosine transform that is not orthonormal', () => mfcc(speech, { norm: null })],
  [
    'a cosine transform scaled by its number of coefficients',
    () => map(mfcc(speech), (value) => value * Math.sqrt(128 / 20)),
  ],
  ['a cosine transform of another type', () => mfcc(speech, { dctType: 3 })],
  ['filters without area normalization', () => mfcc(speech, { melNorm: null })],
  ["HTK's mel scale", () => mfcc(speech, { htk: true })],
  ['padding by reflection', () => mfcc(speech, { padMode: 'reflect' })],
  ['a symmetric Hann window', () => mfcc(speech, { window: getWindow('hann', 2048, { fftbins: false }) })],
  [
    'the zeroth coefficient dropped',
    () => {
      const { data, shape } = dct(powerToDb(melSpectrogram(speech)), { norm: 'ortho', count: 21 });
      return new Matrix(data, [20, shape[1]], { offset: shape[1] });
    },
  ],
  ['a lifter that was not asked for', () => mfcc(speech, { lifter: 22 })],
  ['a transform in single precision', () => mfcc(Float32Array.from(speech))],
  ['samples divided by 32767', () => mfcc(speech.map((x) => (x * 32768) / 32767))],
];

const inDelta: Mistake[] = [
  ["HTK's regression with replicated edges", () => regressionDelta(cepstrum)],
  ['edge frames repeated in place of a fit', () => delta(cepstrum, { mode: 'nearest' })],
  ['simple differences', () => map(cepstrum, (value, row, t) => value - cepstrum.get(row, Math.max(0, t - 1)))],
  ['along the bands', () => delta(cepstrum, { axis: 0 })],
];

const inSecondDelta: Mistake[] = [
  ['the delta of the delta', () => delta(delta(cepstrum))],
  ['half the curvature', () => map(delta(cepstrum, { order: 2 }), (value) => value / 2)],
];

const inContrast: Mistake[] = [
  ['decibels of squared magnitudes', () => spectralContrast(spectrogram(speech, { power: 2 }))],
  ['another quantile', () => spectralContrast(speech, { quantile: 0.05 })],
];

const logMel = (ref: string) =>
  goldenCases('decibels', 'logMel').find((entry) => entry.source === 'speech' && entry.options.ref === ref)!.result;

const tables = [
  ['mel bands', golden('mel', 'melSpectrogram', { nMels: 64 }), 1e-9, 'relative', inMelBands],
  ['the log-mel spectrogram', logMel('max'), 1e-8, 'absolute', inDecibels],
  ['MFCC', golden('cepstra', 'mfcc'), 1e-8, 'absolute', inMfcc],
  ['deltas', golden('cepstra', 'delta', { width: 9, order: 1 }), 1e-8, 'absolute', inDelta],
  ['second deltas', golden('cepstra', 'delta', { width: 9, order: 2 }), 1e-8, 'absolute', inSecondDelta],
  ['spectral contrast', golden('features', 'spectralContrast'), 1e-8, 'absolute', inContrast],
] as const;

/** Largest difference to the stored values; infinite if the shapes differ. */
function distance(actual: Matrix, expected: GoldenResult, measure: 'relative' | 'absolute'): number {
  if (String(actual.shape) !== String(expected.shape)) return Number.POSITIVE_INFINITY;
  const values = rowMajor(actual);
  let [largest, scale] = [0, 0];
  expected.values.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(values[i * expected.step]! - value));
    scale = Math.max(scale, Math.abs(value));
  });
  return measure === 'relative' ? largest / scale : largest;
}

describe.each(tables)('%s differ with', (_, expected, gate, measure, mistakes) => {
  test.each(mistakes)('%s', (_, mistaken) => {
    expect(distance(mistaken(), expected, measure)).toBeGreaterThan(10 * gate);
  });
});

test('the correct functions meet the same values', () => {
  const correct = [
    bands(),
    powerToDb(bands(), { ref: 'max' }),
    mfcc(speech),
    delta(cepstrum),
    delta(cepstrum, { order: 2 }),
    spectralContrast(speech),
  ];
  tables.forEach(([name, expected, gate, measure], i) => {
    expect(distance(correct[i]!, expected, measure), name).toBeLessThanOrEqual(gate);
  });
});
