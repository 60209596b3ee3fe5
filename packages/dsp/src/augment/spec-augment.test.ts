import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { DspError } from '../errors.ts';
import { Matrix } from '../matrix.ts';
import { toNdarray } from '../ndarray/to-ndarray.ts';
import { createRandom } from '../random.ts';
import { specAugment } from './spec-augment.ts';
import { drawMasks, specAugmentPolicies } from './spec-augment-masks.ts';

const matrix = new Matrix(
  Float32Array.from({ length: 64 * 130 }, (_, i) => -80 + (i % 71)),
  [64, 130],
);

describe('specAugment', () => {
  it('hides exactly the bands and frames that it reports, with the mean', () => {
    const before = matrix.data.slice();
    const { spectrogram, masks } = specAugment(matrix, { frequencyMasks: 2, timeMasks: 2, seed: 3 });
    expect(matrix.data).toEqual(before);
    expect(masks.frequencyMasks.length).toBe(2);
    const mean = Math.fround(before.reduce((a, b) => a + b, 0) / before.length);
    const inside = (runs: readonly { start: number; width: number }[], i: number) =>
      runs.some(({ start, width }) => i >= start && i < start + width);
    let hidden = 0;
    for (let band = 0; band < 64; band++) {
      for (let frame = 0; frame < 130; frame++) {
        const masked = inside(masks.frequencyMasks, band) || inside(masks.timeMasks, frame);
        if (masked) hidden++;
        expect(spectrogram.get(band, frame)).toBeCloseTo(masked ? mean : matrix.get(band, frame), 4);
      }
    }
    expect(hidden).toBeGreaterThan(0);
  });

  it('does the same for the same seed and for masks drawn before, plain JSON', () => {
    const first = specAugment(matrix, { timeWarp: 20, seed: 8 });
    expect(specAugment(matrix, { timeWarp: 20, random: createRandom(8) })).toEqual(first);
    const again = specAugment(matrix, { masks: JSON.parse(JSON.stringify(first.masks)) });
    expect(again.spectrogram.data).toEqual(first.spectrogram.data);
    expect(specAugment(matrix, { timeWarp: 20, seed: 9 }).masks).not.toEqual(first.masks);
  });

  it('masks all channels of an image alike, each with its own mean', () => {
    const image = ndarray(
      Float64Array.from({ length: 8 * 9 * 3 }, (_, i) => i % 3),
      [8, 9, 3],
    );
    const masks = { frequencyMasks: [{ start: 2, width: 1 }], timeMasks: [{ start: 8, width: 1 }], timeWarp: null };
    const mean = toNdarray(specAugment(image, { masks }).spectrogram);
    expect([0, 1, 2].map((c) => mean.get(2, 0, c))).toEqual([0, 1, 2]);
    const dark = toNdarray(specAugment(image, { masks, fill: 0 }).spectrogram);
    expect([0, 1, 2].map((c) => dark.get(2, 5, c))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((c) => dark.get(7, 8, c))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((c) => dark.get(3, 5, c))).toEqual([0, 1, 2]);
    const least = toNdarray(specAugment(image, { masks, fill: 'min' }).spectrogram);
    expect([0, 1, 2].map((c) => least.get(2, 5, c))).toEqual([0, 1, 2]);
  });

  it('warps time: the center moves, the ends stay', () => {
    const line = ndarray(
      Float64Array.from({ length: 11 }, (_, i) => i),
      [1, 11],
    );
    const masks = { frequencyMasks: [], timeMasks: [], timeWarp: { center: 4, shift: 2 } };
    const warped = specAugment(line, { masks }).spectrogram.data;
    expect([warped[0], warped[6], warped[10]]).toEqual([0, 4, 10]);
    expect(warped[3]).toBeCloseTo(2, 12);
    expect(warped[8]).toBeCloseTo(7, 12);
    for (const timeWarp of [
      { center: 4, shift: -4 },
      { center: 4, shift: 6 },
      { center: 20, shift: -15 },
    ]) {
      expect(() => specAugment(line, { masks: { ...masks, timeWarp } })).toThrow(/inside/);
    }
  });

  it('reads views and refuses other ranks, options and values', () => {
    const turned = specAugment(matrix.transpose(), { seed: 1, frequencyMasks: 0, timeMasks: 0 }).spectrogram;
    expect(turned.shape).toEqual([130, 64]);
    expect(turned.get(7, 5)).toBe(matrix.get(5, 7));
    expect(() => specAugment(ndarray(new Float32Array(3), [3]), { seed: 1 })).toThrow(DspError);
    expect(() => specAugment(matrix, { seed: 1, maxTimeFraction: 2 })).toThrow(/maxTimeFraction/);
    expect(() => specAugment(matrix, { seed: 1, fill: 'median' as 'mean' })).toThrow(/fill/);
    expect(() => specAugment(ndarray(Float32Array.of(Number.NaN), [1, 1]), { seed: 1 })).toThrow(/finite/);
  });
});

describe('drawMasks', () => {
  it('stays inside the spectrogram and reaches every width up to its bound', () => {
    const random = createRandom(4);
    const widths = new Set<number>();
    for (let i = 0; i < 2000; i++) {
      const policy = { maxFrequencyWidth: 20, maxTimeWidth: 50, maxTimeFraction: 0.1, timeWarp: 10 };
      const { frequencyMasks, timeMasks, timeWarp } = drawMasks({ bands: 16, frames: 90 }, policy, random);
      for (const { start, width } of frequencyMasks) {
        expect(start >= 0 && start + width <= 16).toBe(true);
        widths.add(width);
      }
      for (const { start, width } of timeMasks) expect(start >= 0 && width <= 9 && start + width <= 90).toBe(true);
      expect(timeWarp!.center >= 10 && timeWarp!.center <= 79 && Math.abs(timeWarp!.shift) < 10).toBe(true);
    }
    expect([...widths].sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, i) => i));
  });

  it('has the policies of the paper, and warps nothing too short for it', () => {
    expect(specAugmentPolicies.SM.maxTimeFraction).toBe(0.2);
    expect(drawMasks({ bands: 80, frames: 100 }, specAugmentPolicies.LB, createRandom(0)).timeWarp).toBe(null);
  });
});
