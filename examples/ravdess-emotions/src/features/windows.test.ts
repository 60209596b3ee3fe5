import fc from 'fast-check';
import { expect, test } from 'vitest';
import { windows } from './windows.ts';

test('a short signal is one window, a long one overlapping ones', () => {
  expect(windows(100, 100)).toEqual([{ start: 0, end: 100 }]);
  expect(windows(7, 100)).toEqual([{ start: 0, end: 7 }]);
  expect(windows(240, 100)).toEqual([
    { start: 0, end: 100 },
    { start: 50, end: 150 },
    { start: 100, end: 200 },
    { start: 140, end: 240 },
  ]);
});

test('windows cover the whole signal, are full and never empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 700 }), (length, size) => {
      const all = windows(length, size);
      expect(all[0]!.start).toBe(0);
      expect(all.at(-1)!.end).toBe(length);
      for (const [i, { start, end }] of all.entries()) {
        expect(end - start).toBe(Math.min(size, length));
        if (i > 0) expect(start).toBeLessThanOrEqual(all[i - 1]!.end);
      }
    }),
  );
});
