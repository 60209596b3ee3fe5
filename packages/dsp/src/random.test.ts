import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { DspError } from './errors.ts';
import { createNormal } from './normal.ts';
import { createRandom, deriveSeed, resolveRandom } from './random.ts';

interface Case {
  seed: number;
  index: number[];
  uniform: number[];
  normal: number[];
}
const golden: { versions: { numpy: string }; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../golden/augmentation/random.json', import.meta.url), 'utf8'),
);
const take = (next: () => number, length: number) => Float64Array.from({ length }, next);

describe('createRandom', () => {
  it.each(golden.cases)('gives the stream of numpy RandomState($seed), bit for bit', ({ seed, index, uniform }) => {
    const stream = take(createRandom(seed), 1500);
    expectParity(
      index.map((i) => stream[i]!),
      uniform,
      {
        package: 'dsp',
        name: 'createRandom',
        reference: `numpy ${golden.versions.numpy} RandomState.random_sample`,
        path: 'float64',
        measure: 'absolute',
        tolerance: 0,
      },
    );
  });

  it('refuses what is no 32-bit integer', () => {
    for (const seed of [-1, 0.5, 2 ** 32, Number.NaN]) expect(() => createRandom(seed)).toThrow(DspError);
  });
});

describe('createNormal', () => {
  it.each(golden.cases)('gives the deviates of numpy RandomState($seed)', ({ seed, index, normal }) => {
    const stream = take(createNormal(createRandom(seed)), 1500);
    expectParity(
      index.map((i) => stream[i]!),
      normal,
      {
        package: 'dsp',
        name: 'createNormal',
        reference: `numpy ${golden.versions.numpy} RandomState.standard_normal`,
        path: 'float64',
        measure: 'absolute',
        tolerance: 1e-15,
      },
    );
  });

  it('has the moments of a normal distribution', () => {
    const values = take(createNormal(createRandom(11)), 200_000);
    const moment = (power: number) => values.reduce((sum, v) => sum + v ** power, 0) / values.length;
    // Standard errors at this length: 0.0022, 0.0032, 0.0087, 0.022.
    expect(Math.abs(moment(1))).toBeLessThan(0.009);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.013);
    expect(Math.abs(moment(3))).toBeLessThan(0.035);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.09);
    // Two-sided tail beyond 3: 0.0027.
    const beyond = values.filter((v) => Math.abs(v) > 3).length / values.length;
    expect(Math.abs(beyond - 0.0027)).toBeLessThan(0.0005);
  });
});

describe('resolveRandom', () => {
  it('wants a seed or a function, not neither and not both', () => {
    expect(resolveRandom({ seed: 5 })()).toBe(createRandom(5)());
    expect(resolveRandom({ random: () => 0.25 })()).toBe(0.25);
    expect(() => resolveRandom({})).toThrow(/neither/);
    expect(() => resolveRandom({ seed: 1, random: Math.random })).toThrow(/both/);
  });
});

describe('deriveSeed', () => {
  it('depends on every name, its kind and its place', () => {
    const seeds = [
      deriveSeed(0),
      deriveSeed(1),
      deriveSeed(0, 'a'),
      deriveSeed(0, 'b'),
      deriveSeed(0, 'a', 'b'),
      deriveSeed(0, 'b', 'a'),
      deriveSeed(0, 'ab'),
      deriveSeed(0, '1'),
      deriveSeed(0, 1),
      deriveSeed(0, 'ж'),
    ];
    expect(new Set(seeds).size).toBe(seeds.length);
    for (const seed of seeds) expect(() => createRandom(seed)).not.toThrow();
  });

  it('spreads neighbors: each of the 32 bits is set about half of the time', () => {
    const counts = new Array<number>(32).fill(0);
    for (let i = 0; i < 4000; i++) {
      const seed = deriveSeed(42, 'clip', i);
      for (let bit = 0; bit < 32; bit++) counts[bit]! += (seed >>> bit) & 1;
    }
    for (const count of counts) expect(Math.abs(count / 4000 - 0.5)).toBeLessThan(0.05);
  });
});
