import { beforeAll, describe, expect, test } from 'vitest';
import { type FuzzResult, fuzz } from './fuzz.ts';
import { mutate, originOf } from './mutate.ts';
import { targets } from './targets.ts';

/** Seconds of each parser in the normal run, a minute in all; `pnpm fuzz --seconds 3600` takes longer. */
const seconds = 60 / Object.keys(targets).length;

describe('any change of a good file is read, or refused with a typed error, fast and in little memory', () => {
  const results = new Map<string, FuzzResult>();
  beforeAll(async () => {
    for await (const result of fuzz(Object.keys(targets), 1, { seconds })) results.set(result.target, result);
  }, 240_000);

  test.each(Object.keys(targets))('%s', (target) => {
    const { cases, hangs, untyped, notNumbers, isSound, peak } = results.get(target)!;
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

test('the file that a mutation begins from is known', () => {
  const good = [1, 2, 3].map((value) => new Uint8Array(2000).fill(value));
  const known = Array.from({ length: 60 }, (_, seed) => mutate(good, seed).at(-1) === good[originOf(3, seed)]!.at(-1));
  // A change may be in the last byte.
  expect(known.filter(Boolean).length).toBeGreaterThan(50);
});
