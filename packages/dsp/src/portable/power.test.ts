import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { portableLog } from './log.ts';
import { portablePowerOfTen, portablePowerOfTwo } from './power.ts';

const ulps = (a: number, b: number) => Math.abs(a - b) / (Number.EPSILON * Math.abs(b));

const golden: { cases: { base: number; exponents: number[]; values: number[] }[] } = JSON.parse(
  readFileSync(new URL('../../golden/augmentation/powers.json', import.meta.url), 'utf8'),
);

describe('portable arithmetic', () => {
  it.each(golden.cases)('rounds nearly all powers of $base correctly: semitones, decibels', (c) => {
    const power = c.base === 2 ? portablePowerOfTwo : portablePowerOfTen;
    const powers = c.exponents.map(power);
    expect(powers.filter((value, i) => value !== c.values[i]).length).toBeLessThanOrEqual(2);
    for (const [i, value] of powers.entries()) expect(ulps(value, c.values[i]!)).toBeLessThanOrEqual(1);
  });

  it('is exact for whole powers', () => {
    for (let n = -1074; n <= 1023; n++) expect(portablePowerOfTwo(n)).toBe(2 ** n);
    for (let n = 0; n <= 22; n++) expect(portablePowerOfTen(n)).toBe(Number(`1e${n}`));
  });

  it('stays within one unit in the last place of the engine', () => {
    for (let x = -40; x <= 40; x += 0.0137) {
      expect(ulps(portablePowerOfTwo(x), 2 ** x)).toBeLessThanOrEqual(1);
      expect(ulps(portablePowerOfTen(x), 10 ** x)).toBeLessThanOrEqual(1);
    }
  });

  it('inverts: log of a power', () => {
    expect(portableLog(1)).toBe(0);
    for (const x of [5e-324, 1e-300, 1e-17, 0.3, Math.SQRT1_2, 0.999, 1.001, Math.SQRT2, 2, 10, 1e300]) {
      expect(ulps(portableLog(x), Math.log(x))).toBeLessThanOrEqual(2);
    }
  });
});
