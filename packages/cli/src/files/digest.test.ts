import { expect, test } from 'vitest';
import { digest, seedFrom } from './digest.ts';

test('equal settings have equal digests, however they were written', () => {
  expect(digest({ a: 1, b: { c: [1, 2], d: null } })).toBe(digest({ b: { d: null, c: [1, 2] }, a: 1 }));
  expect(digest({ a: [1, 2] })).not.toBe(digest({ a: [2, 1] }));
  expect(digest({ a: 1 })).not.toBe(digest({ a: '1' }));
});

test('a seed depends on every part and is a 32-bit number', () => {
  expect(seedFrom(0, 'x')).toBe(seedFrom(0, 'x'));
  expect(new Set([seedFrom(0, 'x'), seedFrom(1, 'x'), seedFrom(0, 'y'), seedFrom(0, 'x', 0)]).size).toBe(4);
  expect(seedFrom('anything')).toBeLessThan(2 ** 32);
});
