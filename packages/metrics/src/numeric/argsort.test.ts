import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argsort } from './argsort.ts';

const byValue =
  (values: readonly number[]) =>
  (a: number, b: number): number =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0;

test('sorts as a comparator does, and keeps the order of equal numbers', () => {
  const special = fc.constantFrom(0, -0, 1, -1, Number.MAX_VALUE, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double({ noNaN: true }), special)), (values) => {
      const expected = values.map((_, i) => i).sort(byValue(values));
      expect([...argsort(Float64Array.from(values))]).toEqual(expected);
    }),
  );
});

test('tells numbers apart that differ in their last bit only', () => {
  const values = [1 + Number.EPSILON, 1, 1 - Number.EPSILON / 2, -1 - Number.EPSILON, -1, Number.MIN_VALUE, 0];
  expect([...argsort(Float64Array.from(values))]).toEqual([3, 4, 6, 5, 2, 1, 0]);
});
