import { expect, test } from 'vitest';
import { seedFrom } from './digest.ts';

test('a seed depends on every part and is a 32-bit number', () => {
  expect(seedFrom(0, 'x')).toBe(seedFrom(0, 'x'));
  expect(new Set([seedFrom(0, 'x'), seedFrom(1, 'x'), seedFrom(0, 'y'), seedFrom(0, 'x', 0)]).size).toBe(4);
  expect(seedFrom('anything')).toBeLessThan(2 ** 32);
});
