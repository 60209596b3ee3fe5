import { describe, expect, test } from 'vitest';
import { type GoldenNumber, number, readGolden } from '../../testing/golden.ts';
import { compareLabels } from '../input/label.ts';
import { formatFixed } from './format-fixed.ts';
import { formatFloat } from './format-float.ts';
import { pairwiseSum } from './pairwise-sum.ts';
import { quantileSorted } from './quantile-sorted.ts';
import { createDrawIndex } from './random.ts';

const { numerics } = readGolden<{
  numerics: {
    fixed: { value: number; digits: number; text: string }[];
    repr: { value: GoldenNumber; text: string }[];
    sums: { values: number[]; sum: number }[];
    quantiles: { values: number[]; q: number; value: number }[];
    order: string[];
  };
}>('sklearn-extended.json');

test.each(numerics.fixed)('$value with $digits digits prints $text, as Python does', ({ value, digits, text }) => {
  // JSON has no negative zero: the golden text tells it.
  const own = value === 0 && text.startsWith('-') ? -0 : value;
  expect(formatFixed(own, digits)).toBe(text);
});

test('NaN prints as Python prints it', () => {
  expect(formatFixed(Number.NaN, 2)).toBe('nan');
});

test.each(numerics.repr)('$text reads as Python writes floats', ({ value, text }) => {
  expect(formatFloat(text.startsWith('-0') ? -0 : number(value))).toBe(text);
});

test.each(numerics.sums)('sums as NumPy does, to the last bit: $sum', ({ values, sum }) => {
  expect(pairwiseSum(values)).toBe(sum);
  expect(pairwiseSum([1e9, ...values, 1e9], 1, values.length + 1)).toBe(sum);
});

test.each(numerics.quantiles)('quantile $q is $value, as NumPy has it', ({ values, q, value }) => {
  expect(quantileSorted(values, q)).toBe(value);
});

test('labels sort as Python sorts', () => {
  expect([...numerics.order].reverse().sort(compareLabels)).toEqual(numerics.order);
  expect([10, 9, -2, 100].sort(compareLabels)).toEqual([-2, 9, 10, 100]);
  expect([true, false].sort(compareLabels)).toEqual([false, true]);
});

describe('seeded indices', () => {
  const draw = (seed: number, bound: number, n = 2000): number[] => {
    const next = createDrawIndex({ seed });
    return Array.from({ length: n }, () => next(bound));
  };
  test('are the same for the same seed, and others for another', () => {
    expect(draw(1, 24)).toEqual(draw(1, 24));
    expect(draw(1, 24)).not.toEqual(draw(2, 24));
  });
  test("are those of numpy's RandomState(seed).randint(bound)", () => {
    expect(draw(0, 1000, 8)).toEqual([684, 559, 629, 192, 835, 763, 707, 359]);
    expect(draw(42, 2 ** 32, 4)).toEqual([1608637542, 3421126067, 4083286876, 787846414]);
  });
  test.each([1, 2, 7, 24, 1000])('fall evenly on all indices below %i', (bound) => {
    const counts = new Float64Array(bound);
    const n = 200 * bound;
    for (const index of draw(3, bound, n)) counts[index]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0);
    // Five standard deviations of the χ² distribution with bound − 1 degrees of freedom.
    expect(chiSquare).toBeLessThan(bound - 1 + 5 * Math.sqrt(2 * bound));
  });
  test('come from the caller if the caller brings them', () => {
    const values = [0, 0.5, 0.999999999, 1];
    const next = createDrawIndex({ random: () => values.shift()! });
    expect([next(10), next(10), next(10), next(10)]).toEqual([0, 5, 9, 9]);
  });
  test.each([1.5, -1, 2 ** 32])('need a seed that numpy takes, which %d is not', (seed) => {
    expect(() => createDrawIndex({ seed })).toThrow(/seed must be a whole number from 0 to 4294967295, received/);
  });
});
