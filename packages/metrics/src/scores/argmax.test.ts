import fc from 'fast-check';
import { expect, test } from 'vitest';
import { argmax } from '../index.ts';

test('takes the first of the largest, from any form of table', () => {
  const rows = [
    [0.2, 0.5, 0.3],
    [0.4, 0.4, 0.2],
  ];
  const flat = rows.flat();
  const classes = ['angry', 'calm', 'sad'];
  for (const table of [rows, flat, Float32Array.from(flat), { data: Float32Array.from(flat), shape: [2, 3] }]) {
    expect(argmax(table, classes)).toEqual(['calm', 'angry']);
  }
  expect(argmax([], classes)).toEqual([]);
});

test('every item gets a class that no other exceeds', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 5 })
        .chain((n) =>
          fc.tuple(
            fc.constant(n),
            fc.array(fc.array(fc.float({ noNaN: true, min: -5, max: 5 }), { minLength: n, maxLength: n })),
          ),
        ),
      ([n, rows]) => {
        const classes = Array.from({ length: n }, (_, k) => k);
        argmax(rows.flat(), classes).forEach((k, i) => {
          expect(Math.max(...rows[i]!)).toBe(rows[i]![k]);
          expect(rows[i]!.indexOf(rows[i]![k]!)).toBe(k);
        });
      },
    ),
  );
});

test('refuses another width, NaN and repeated classes', () => {
  expect(() => argmax([0.1, 0.2, 0.3], ['a', 'b'])).toThrow(/3 numbers for 2 classes/);
  expect(() => argmax([[0.1, 0.2, 0.7]], ['a', 'b'])).toThrow(/3 columns for 2 classes/);
  expect(() => argmax([0.1, Number.NaN], ['a', 'b'])).toThrow(/NaN/);
  expect(() => argmax([0.1, 0.2], ['a', 'a'])).toThrow(/twice/);
});
