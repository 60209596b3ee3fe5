import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { DspError } from '../errors.ts';
import { toNdarray } from '../ndarray/to-ndarray.ts';
import { type Image, toImage } from './to-image.ts';

const ramp = ndarray(Float32Array.of(-80, -60, -40, -20, -10, 0), [2, 3]);
const pixel = (image: Image, row: number, column: number) =>
  [0, 1, 2].map((channel) => toNdarray(image).get(row, column, channel));

describe('toImage', () => {
  it('repeats one matrix in three channels, min–max scaled', () => {
    const image = toImage(ramp);
    expect(image.shape).toEqual([2, 3, 3]);
    expect(image.data).toBeInstanceOf(Float32Array);
    expect(pixel(image, 0, 0)).toEqual([0, 0, 0]);
    expect(pixel(image, 0, 2)).toEqual([0.5, 0.5, 0.5]);
    expect(pixel(image, 1, 2)).toEqual([1, 1, 1]);
  });

  it('stacks three matrices, each scaled on its own', () => {
    const delta = ndarray(Float64Array.of(3, 2, 1, 0, -1, -2), [2, 3]);
    const still = ndarray(new Float64Array(6).fill(7), [2, 3]);
    const image = toImage([ramp, delta, still]);
    expect(pixel(image, 0, 0)).toEqual([0, 1, 0]);
    expect(pixel(image, 1, 2)).toEqual([1, 0, 0]);
  });

  it('resizes to the size asked for and stays in [0, 1]', () => {
    const image = toImage(ramp, { height: 224, width: 224 });
    expect(image.shape).toEqual([224, 224, 3]);
    expect(Math.min(...image.data.subarray(0, 3000))).toBeGreaterThanOrEqual(0);
    expect(image.data.every((v) => v >= 0 && v <= 1)).toBe(true);
    expect(pixel(image, 0, 0)).toEqual([0, 0, 0]);
    expect(pixel(image, 223, 223)).toEqual([1, 1, 1]);
  });

  it('averages or samples when it shrinks', () => {
    const comb = ndarray(Float32Array.of(0, 0, 1, 0, 0, 0, 0, 0, 1), [1, 9]);
    expect(toImage(comb, { width: 3, antialias: false }).data[0]).toBe(0);
    expect(toImage(comb, { width: 3 }).data[0]).toBeGreaterThan(0.1);
  });

  it('draws the lowest band at the bottom when asked', () => {
    const image = toImage(ramp, { origin: 'lower' });
    expect(pixel(image, 0, 2)).toEqual([1, 1, 1]);
    expect(pixel(image, 1, 0)).toEqual([0, 0, 0]);
  });

  it.each([
    ['min-max', 0],
    ['z-score', 0.5],
    ['none', 0],
    [{ min: -80, max: 0 }, 0],
  ] as const)('makes an even image of silence under %j', (scaling, value) => {
    const silence = ndarray(new Float32Array(12).fill(-100), [3, 4]);
    expect(toImage(silence, { scaling, height: 5, width: 5 }).data.every((v) => v === value)).toBe(true);
  });

  it('scales by z-score, by fixed limits, or not at all', () => {
    const z = toImage(ramp, { scaling: 'z-score' });
    const mean = z.data.reduce((a, b) => a + b, 0) / z.data.length;
    const variance = z.data.reduce((a, b) => a + (b - mean) ** 2, 0) / z.data.length;
    expect(mean).toBeCloseTo(0.5, 6);
    expect(Math.sqrt(variance)).toBeCloseTo(1 / 6, 6);
    expect(toImage(ramp, { scaling: { min: -40, max: -20 } }).data.filter((_, i) => i % 3 === 0)).toEqual(
      Float32Array.of(0, 0, 0, 1, 1, 1),
    );
    expect(toImage(ndarray(Float32Array.of(-1, 0.25, 2), [1, 3]), { scaling: 'none' }).data[3]).toBe(0.25);
  });

  it('reads strided views and leaves its input alone', () => {
    const before = ramp.data.slice();
    const image = toImage(ramp.transpose(1, 0));
    expect(image.shape).toEqual([3, 2, 3]);
    expect(pixel(image, 2, 0)).toEqual([0.5, 0.5, 0.5]);
    expect(ramp.data).toEqual(before);
  });

  it('refuses what makes no image', () => {
    const code = (make: () => unknown) => {
      try {
        make();
      } catch (error) {
        return DspError.isInstance(error) ? error.code : error;
      }
      return 'nothing';
    };
    expect(code(() => toImage([ramp, ramp]))).toBe('invalid-signal');
    expect(code(() => toImage([ramp, ramp, ramp.transpose(1, 0)]))).toBe('invalid-signal');
    expect(code(() => toImage(ndarray(new Float32Array(0), [0, 5])))).toBe('invalid-signal');
    expect(code(() => toImage(ndarray(Float32Array.of(Number.NaN), [1, 1])))).toBe('non-finite');
    expect(code(() => toImage(ramp, { height: 0 }))).toBe('invalid-option');
    expect(code(() => toImage(ramp, { scaling: 'log' as 'none' }))).toBe('invalid-option');
    expect(code(() => toImage(ramp, { scaling: { min: 1, max: 1 } }))).toBe('invalid-option');
    expect(code(() => toImage(ramp, { origin: 'left' as 'lower' }))).toBe('invalid-option');
  });
});
