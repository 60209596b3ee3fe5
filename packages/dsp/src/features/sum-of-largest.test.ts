import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumOfLargest } from './sum-of-largest.ts';

test('equals the sum of the end of the sorted vector, ties and any count included', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 60 }), fc.nat(60), (list, n) => {
      const count = Math.max(1, Math.min(n, list.length));
      const sorted = list.slice().sort((a, b) => a - b);
      const expected = sorted.slice(-count).reduce((sum, value) => sum + value, 0);
      expect(sumOfLargest(Float64Array.from(list), count)).toBe(expected);
    }),
    { numRuns: 500 },
  );
});
