import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, expectNear, goldenCases } from '../../testing/golden.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { typedArrayName } from '../signal.ts';
import { rowMajor } from '../strided-array.ts';
import { melBands } from './mel-bands.ts';
import { type EmptyFiltersWarning, melFilterBank } from './mel-filter-bank.ts';
import { melSpectrogram } from './mel-spectrogram.ts';
import { mfcc } from './mfcc.ts';

test.each(goldenCases('mel', 'melFilterBank'))('librosa $title', ({ options, result }) => {
  const bank = melFilterBank(options);
  expect(typedArrayName(bank.data)).toBe(options.dtype === 'float32' ? 'Float32Array' : 'Float64Array');
  // One unit in the last place of the largest weight, for the float32 bank.
  expectGolden(bank, result, {
    name: 'melFilterBank',
    reference: 'librosa 0.11.0 filters.mel',
    measure: 'relative',
    tolerance: options.dtype === 'float32' ? 2 ** -24 : 1e-12,
    path: options.dtype,
  });
});

test('64 bands of a 2048-point transform at 22,050 Hz have 1,990 weights', () => {
  const bands = melBands({ nMels: 64 });
  expect(bands.weights.length).toBe(1990);
  expect(bands.weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(5.943921, 6);
  const row = rowMajor(melFilterBank({ nMels: 64 })).slice(1, 10);
  const known = [
    0.00410868, 0.00821736, 0.01232604, 0.01643472, 0.01852646, 0.01441778, 0.0103091, 0.00620042, 0.00209174,
  ];
  expectNear(row, known, 1e-8);
});

test('the sparse form is the dense one without its zeros', () => {
  const options = { sampleRate: 16000, nFft: 256, nMels: 128 };
  const dense = rowMajor(melFilterBank(options));
  const { first, offset, weights, bins, nMels } = melBands(options);
  const rebuilt = new Float32Array(nMels * bins);
  for (let m = 0; m < nMels; m++) {
    for (let i = offset[m]!; i < offset[m + 1]!; i++) rebuilt[m * bins + first[m]! + i - offset[m]!] = weights[i]!;
  }
  expect(rebuilt).toEqual(dense);
});

test('refuses what is no filter bank', () => {
  expectCode('invalid-option', () => melFilterBank({ nMels: 0 }));
  expectCode('invalid-option', () => melFilterBank({ fMin: 4000, fMax: 4000 }));
  expectCode('invalid-option', () => melFilterBank({ fMin: -1 }));
  expectCode('invalid-option', () => melFilterBank({ norm: 'area' as 'slaney' }));
  expectCode('invalid-option', () => melFilterBank({ norm: 0 }));
  expectCode('invalid-option', () => melFilterBank({ sampleRate: Number.NaN }));
});

test('bands without a bin are told as data where librosa warns, each time and by every function that filters', () => {
  const told: EmptyFiltersWarning[] = [];
  const onWarning = (warning: EmptyFiltersWarning) => told.push(warning);
  const bank = melFilterBank({ nMels: 128, nFft: 256, onWarning });
  const samples = new Float32Array(1024);
  const options = { nMels: 128, nFft: 256, onWarning };
  melSpectrogram(samples, options);
  melSpectrogram(samples, options);
  mfcc(samples, options);
  extractFeatures(samples, { nFft: 256, features: { melSpectrogram: { nMels: 128, onWarning } } });
  expect(told).toHaveLength(5);
  const empty = [...bank].flatMap((row, band) => (row.every((weight) => weight === 0) ? [band] : []));
  for (const { code, bands } of told) expect({ code, bands }).toEqual({ code: 'empty-filters', bands: empty });
  expect(empty).toHaveLength(20);
  expect(told[0]!.message).toMatch(/^20 of 128 mel filters .*nMels.*nFft/);
  melFilterBank({ nMels: 20, nFft: 2048, onWarning });
  expect(told).toHaveLength(5);
});
