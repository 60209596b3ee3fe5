import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import * as dsp from './index.ts';

/** What a page gives to an iframe, jsdom to a test, and a vm to a script: the same types, of other constructors. */
const foreign = (name: string, values: ArrayLike<number>): Float32Array =>
  runInNewContext(`${name}.from(values)`, { values: Array.from(values) });
const own = Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i / 7));

test('a signal of another realm keeps its precision and gives the same bytes', () => {
  const other = foreign('Float32Array', own);
  expect(other).not.toBeInstanceOf(Float32Array);
  expect(dsp.mfcc(other)).toEqual(dsp.mfcc(own));
  expect(dsp.resample(other, { from: 16000, to: 8000 })).toEqual(dsp.resample(own, { from: 16000, to: 8000 }));
  expect(dsp.preemphasis(other)).toEqual(dsp.preemphasis(own));
  expect(dsp.timeStretch(other, { rate: 1.1 })).toEqual(dsp.timeStretch(own, { rate: 1.1 }));
  const options = { sampleRate: 16000, method: 'spectral-gating', noise: other.subarray(0, 2000) } as const;
  expect(dsp.reduceNoise(other, options)).toEqual(dsp.reduceNoise(own, { ...options, noise: own.subarray(0, 2000) }));
  expect(dsp.toMono([other, other])).toEqual(own);
});

test('so does a matrix over such data, and a double stays a double', () => {
  const power = { data: foreign('Float32Array', own), shape: [40, 100] };
  const matrix = new dsp.Matrix(own, [40, 100]);
  expect(dsp.normalize(power)).toEqual(dsp.normalize(matrix));
  expect(dsp.delta(power).data).toBeInstanceOf(Float32Array);
  expect(dsp.delta({ ...power, data: foreign('Float64Array', own) }).data).toBeInstanceOf(Float64Array);
});

test('integers of another realm are refused as ours are', () => {
  expect(() => dsp.mfcc(foreign('Int16Array', [1, 2, 3]))).toThrow(/Int16Array of 3 values\. Scale integers/);
});
