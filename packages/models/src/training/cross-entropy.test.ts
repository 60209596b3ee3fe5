import { describe, expect, it } from 'vitest';
import { argMax, crossEntropy, logSumExp } from './cross-entropy.ts';

describe('argMax', () => {
  it('gives the first of equals, within its part', () => {
    expect(argMax([9, 1, 3, 3, 9], 1, 3)).toBe(1);
    expect(argMax([2, 2], 0, 2)).toBe(0);
  });
});

describe('logSumExp', () => {
  it('neither overflows nor underflows', () => {
    expect(logSumExp([1000, 1000], 0, 2)).toBeCloseTo(1000 + Math.LN2, 10);
    expect(logSumExp([-1000, -1000], 0, 2)).toBeCloseTo(-1000 + Math.LN2, 10);
  });
});

describe('crossEntropy', () => {
  it('sums weighted losses and counts right answers', () => {
    const logits = [Math.log(1), Math.log(3), 5, 5];
    const { loss, correct } = crossEntropy(logits, [0, 2, 0.5, 0.5], [1, 1], 2);
    expect(loss).toBeCloseTo(-2 * Math.log(0.75) + Math.LN2, 12);
    expect(correct).toBe(1);
  });

  it('is NaN where a logit is not finite', () => {
    expect(crossEntropy([Number.NaN, 0], [1, 0], [0], 2).loss).toBeNaN();
    expect(crossEntropy([Number.POSITIVE_INFINITY, 0], [0, 1], [0], 2).loss).toBeNaN();
  });
});
