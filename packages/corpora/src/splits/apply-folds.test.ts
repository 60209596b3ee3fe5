import { expect, test } from 'vitest';
import type { PublishedFolds } from '../rows/published-folds.ts';
import { applyFolds } from './apply-folds.ts';

const rows = ['1', '2', '3', '2'].map((speaker, i) => ({
  name: `${i}`,
  speaker,
  facets: { session: Number(speaker) },
}));
const published = (by: string, ...folds: [string[], string[]][]): PublishedFolds => ({
  name: 'mine',
  source: 'a paper',
  by,
  folds: folds.map(([part, validation]) => ({ test: part, validation })),
});

test('applyFolds tests and validates whom the folds name, and trains on the others', () => {
  for (const by of ['speaker', 'session']) {
    const [first, second] = applyFolds(rows, published(by, [['2'], ['3', '9']], [['1'], []]));
    expect(first).toEqual({ train: [rows[0]], validation: [rows[2]], test: [rows[1], rows[3]] });
    expect(second).toEqual({ train: [rows[1], rows[2], rows[3]], validation: [], test: [rows[0]] });
  }
});

test('applyFolds refuses a fold that would be empty, and items that tell nothing', () => {
  expect(() => applyFolds(rows, published('speaker', [['9'], []]))).toThrow(
    /test part of fold 1 of mine would be empty: of speaker there is 1, 2, 3/,
  );
  expect(() => applyFolds(rows, published('speaker', [['1', '2', '3'], []]))).toThrow(/train part/);
  expect(() => applyFolds(rows, published('room', [['1'], []]))).toThrow(/go by room, which item 0 lacks/);
});
