import { describe, expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';
import { mutate } from './mutate.ts';
import { targets } from './targets.ts';

/** Seconds of each parser in the normal run; `pnpm fuzz --seconds 3600` takes longer. */
const seconds = 0.5;

describe('any change of a good file is read, or refused with a typed error, fast and in little memory', () => {
  test.each(Object.keys(targets))('%s', async (target) => {
    const { cases, hangs, untyped, notNumbers, isSound, peak } = await fuzz(target, 1, { seconds });
    expect({ hangs, untyped, notNumbers, isSound }).toEqual({ hangs: [], untyped: [], notNumbers: [], isSound: true });
    expect(peak).toBeLessThan(1e9);
    expect(cases).toBeGreaterThan(3);
  });
});

test('the same seed gives the same mutations, and another seed others', () => {
  const seeds = [Uint8Array.from({ length: 2000 }, (_, i) => i)];
  expect(mutate(seeds, 7)).toEqual(mutate(seeds, 7));
  const lengths = new Set(Array.from({ length: 200 }, (_, i) => mutate(seeds, i).join()));
  expect(lengths.size).toBeGreaterThan(190);
});
