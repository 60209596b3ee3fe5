import { describe, expect, it } from 'vitest';
import { between, createRandom } from './random.ts';

const draw = (keys: readonly (string | number)[], count: number): number[] => {
  const random = createRandom(...keys);
  return Array.from({ length: count }, random);
};

describe('createRandom', () => {
  it('repeats a stream for the same keys and starts another for any other', () => {
    expect(draw([0, 'actor', 1], 5)).toEqual(draw([0, 'actor', 1], 5));
    const starts = [
      [0, 'actor', 1],
      [0, 'actor', 2],
      [1, 'actor', 1],
      [0, 'actor', '1'],
      [0, 'actor1'],
    ].map((keys) => draw(keys, 1)[0]);
    expect(new Set(starts).size).toBe(starts.length);
  });

  it('is uniform and uncorrelated', () => {
    const values = draw([7, 'check'], 100_000);
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const bins = new Array<number>(10).fill(0);
    let lag = 0;
    values.forEach((x, i) => {
      bins[Math.floor(x * 10)]!++;
      if (i > 0) lag += (x - 0.5) * (values[i - 1]! - 0.5);
    });
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
    for (const bin of bins) expect(Math.abs(bin - 10_000)).toBeLessThan(400);
    expect(Math.abs(lag / values.length / (1 / 12))).toBeLessThan(0.015);
  });

  it('stays between its bounds', () => {
    const random = createRandom(3);
    for (let i = 0; i < 1000; i++) {
      const x = between(random, -2, 5);
      expect(x).toBeGreaterThanOrEqual(-2);
      expect(x).toBeLessThan(5);
    }
  });
});
