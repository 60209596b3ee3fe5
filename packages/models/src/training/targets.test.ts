import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { betaRandom } from './beta-random.ts';
import { mixBatch, weightedTargets } from './targets.ts';

describe('weightedTargets', () => {
  const y = Int32Array.of(2, 0, 1);
  const plain = { classes: 4, labelSmoothing: 0, classWeights: undefined, sampleWeights: undefined };

  it('puts one where the class is, in the order of the batch', () => {
    expect(Array.from(weightedTargets(y, Int32Array.of(1, 0), plain))).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
  });

  it('smooths and weighs', () => {
    const options = { classes: 4, labelSmoothing: 0.5, classWeights: [1, 2, 4, 8], sampleWeights: [1, 1, 0.25] };
    expect(Array.from(weightedTargets(y, Int32Array.of(0, 2), options))).toEqual([
      0.5, 0.5, 2.5, 0.5, 0.0625, 0.3125, 0.0625, 0.0625,
    ]);
  });

  it('takes shares of raters in place of one class, and the weight of the class of y', () => {
    const options = { ...plain, classes: 2, softTargets: [0.25, 0.75, 1, 0], classWeights: [1, 4] };
    expect(Array.from(weightedTargets(Int32Array.of(1, 0), Int32Array.of(1, 0), options))).toEqual([1, 0, 1, 3]);
    const smoothed = weightedTargets(Int32Array.of(1, 0), Int32Array.of(0), { ...options, labelSmoothing: 0.5 });
    expect(Array.from(smoothed)).toEqual([1.5, 2.5]);
  });
});

describe('mixBatch', () => {
  it('mixes samples and targets by one share and the same partners', () => {
    const rows = 6;
    const x = Float32Array.from({ length: rows * 2 }, (_, i) => 10 ** (i >> 1));
    const targets = Float32Array.from(x);
    mixBatch(x, targets, rows, 0.4, 1, 2);
    expect(x).toEqual(targets);
    const shares = new Set<number>();
    for (let row = 0; row < rows; row++) {
      const mixed = x[2 * row]!;
      expect(x[2 * row + 1]).toBe(mixed);
      const share = Array.from(
        { length: rows },
        (_, partner) => (mixed - 10 ** partner) / (10 ** row - 10 ** partner),
      ).find((value) => value > 0 && value < 1);
      if (share !== undefined) shares.add(Number(share.toFixed(3)));
    }
    expect(shares.size).toBeGreaterThan(0);
  });

  it('is decided by its seeds', () => {
    const mix = (...seeds: number[]): Float32Array => {
      const x = Float32Array.from({ length: 40 }, (_, i) => i);
      mixBatch(x, new Float32Array(20), 20, 1, ...seeds);
      return x;
    };
    expect(mix(1, 2)).toEqual(mix(1, 2));
    expect(mix(1, 2)).not.toEqual(mix(1, 3));
  });
});

describe('betaRandom', () => {
  it.each([0.2, 1, 4])('has the mean and the variance of Beta(%d, %d)', (alpha) => {
    const random = createRandom(9);
    const values = Array.from({ length: 20_000 }, () => betaRandom(alpha, random));
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(mean).toBeCloseTo(0.5, 1);
    expect(variance / (1 / (4 * (2 * alpha + 1)))).toBeCloseTo(1, 1);
  });
});
