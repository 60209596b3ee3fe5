import { describe, expect, it } from 'vitest';
import { createRandom, permutation } from './random.ts';

describe('createRandom', () => {
  it('gives the same numbers for the same seeds, others for others', () => {
    const draw = (...seeds: number[]): number[] => {
      const random = createRandom(...seeds);
      return [random(), random(), random()];
    };
    expect(draw(1, 2)).toEqual(draw(1, 2));
    const streams = [draw(0), draw(1), draw(1, 0), draw(0, 1), draw(1, 2), draw(2, 1), draw(2 ** 32), draw(-1)];
    expect(new Set(streams.map(String)).size).toBe(streams.length);
  });

  it('spreads evenly over [0, 1), also over the first numbers of neighboring seeds', () => {
    for (const numbers of [
      Array.from({ length: 20_000 }, createRandom(5)),
      Array.from({ length: 20_000 }, (_, seed) => createRandom(seed)()),
      Array.from({ length: 20_000 }, (_, step) => createRandom(3, step)()),
    ]) {
      const counts = new Array<number>(20).fill(0);
      for (const number of numbers) counts[Math.floor(number * 20)]!++;
      const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      // 43.8 is exceeded once in a thousand with 19 degrees of freedom.
      expect(chiSquare).toBeLessThan(43.8);
    }
  });
});

describe('permutation', () => {
  it('puts every number once', () => {
    const order = permutation(1000, createRandom(1));
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(Array.from(order.subarray(0, 10))).not.toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('gives every order alike', () => {
    const counts = new Map<string, number>();
    const random = createRandom(2);
    for (let i = 0; i < 6000; i++) {
      const order = permutation(3, random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
