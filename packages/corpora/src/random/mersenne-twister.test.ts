import { describe, expect, test } from 'vitest';
import { digest, readGolden, recordEqual } from '../../testing/golden.ts';
import { MersenneTwister } from './mersenne-twister.ts';

interface Case {
  readonly seed: number;
  readonly uint32: number[];
  readonly uint32After1300: number[];
  readonly permutation10: number[];
  readonly permutation1000: string;
  readonly choice5Of8: number[];
}

const golden = readGolden<Case>('random');

describe.each(golden.cases)('MersenneTwister seeded with $seed, against numpy', (c) => {
  const next = (random: MersenneTwister, count: number): number[] =>
    Array.from({ length: count }, () => random.nextUint32());

  test('bits', () => {
    const random = new MersenneTwister(c.seed);
    expect(next(random, 5)).toEqual(c.uint32);
    next(random, 1295);
    expect(next(random, 5)).toEqual(c.uint32After1300);
  });

  test('permutation and choice', () => {
    expect([...new MersenneTwister(c.seed).permutation(10)]).toEqual(c.permutation10);
    expect(digest(new MersenneTwister(c.seed).permutation(1000))).toBe(c.permutation1000);
    expect(new MersenneTwister(c.seed).choice([0, 1, 2, 3, 4, 5, 6, 7], 5)).toEqual(c.choice5Of8);
    recordEqual('MersenneTwister', `numpy ${golden.versions.numpy} random.RandomState`, 'bits, permutation, choice');
  });
});
