import { describe, expect, test } from 'vitest';
import { retryAfter } from './failures.ts';

describe('retryAfter', () => {
  const now = Date.UTC(2026, 0, 1);
  test.each<[string | null, number | undefined]>([
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    [' 120 ', 120],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 0],
  ])('reads %o as %s seconds', (header, seconds) => {
    expect(retryAfter(header, now)).toBe(seconds);
  });
});
