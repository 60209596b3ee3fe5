import { describe, expect, test } from 'vitest';
import { digest, itemsOf, type LabelledIndex, readGolden, recordEqual } from '../../testing/golden.ts';
import { groupShuffleSplit, shuffleSplit } from './shuffle-split.ts';
import type { Split } from './split.ts';

interface Case {
  readonly list: string;
  readonly splitter: 'shuffleSplit' | 'groupShuffleSplit';
  readonly nSplits: number | null;
  readonly seed: number;
  readonly sizes: { readonly test_size?: number; readonly train_size?: number };
  /** Test part of the first split; null for long lists. */
  readonly first: number[] | null;
  readonly train: string;
  readonly test: string;
  readonly lengths: number[][];
}

const golden = readGolden<Case>('shuffle-split');

function run({ list, splitter, nSplits, seed, sizes }: Case): Split<LabelledIndex>[] {
  const options = { nSplits: nSplits ?? undefined, seed, testSize: sizes.test_size, trainSize: sizes.train_size };
  const items = itemsOf(golden, list);
  return splitter === 'shuffleSplit'
    ? shuffleSplit(items, options)
    : groupShuffleSplit(items, { ...options, groupBy: ({ group }) => group });
}

describe.each(['shuffleSplit', 'groupShuffleSplit'] as const)('%s', (splitter) => {
  const cases = golden.cases.filter((c) => c.splitter === splitter);

  test.each(
    cases.map(
      (c) => [`${c.list}, ${c.nSplits ?? 'default'} splits, ${JSON.stringify(c.sizes)}, seed ${c.seed}`, c] as const,
    ),
  )('as scikit-learn: %s', (_, c) => {
    const splits = run(c).map(({ train, test: part }) => [train, part].map((half) => half.map(({ index }) => index)));
    expect(splits.slice(0, 2).map((parts) => parts.map((part) => part.length))).toEqual(c.lengths);
    if (c.first !== null) expect(splits[0]![1]).toEqual(c.first);
    expect(digest(splits.flatMap(([train]) => train!))).toBe(c.train);
    expect(digest(splits.flatMap(([, part]) => part!))).toBe(c.test);
  });

  test('is recorded', () => {
    expect(cases.length).toBeGreaterThan(40);
    const name = splitter === 'shuffleSplit' ? 'ShuffleSplit' : 'GroupShuffleSplit';
    recordEqual(splitter, `scikit-learn ${golden.versions['scikit-learn']} ${name}`, 'indices and order');
  });
});

const ten = [...Array(10).keys()];
test.each([
  [() => shuffleSplit(ten, { nSplits: 0 }), 'invalid-option'],
  [() => shuffleSplit(ten, { nSplits: 1.5 }), 'invalid-option'],
  [() => shuffleSplit(ten, { testSize: 0.6, trainSize: 0.6 }), 'invalid-option'],
  [() => shuffleSplit(ten, { seed: -1 }), 'invalid-option'],
  [() => shuffleSplit([], {}), 'invalid-option'],
  [() => groupShuffleSplit(ten, { groupBy: () => 1 }), 'invalid-option'],
  [() => groupShuffleSplit(ten, { groupBy: () => Number.NaN }), 'invalid-items'],
] as const)('refuses what cannot be split: %s', (attempt, code) => {
  expect(attempt).toThrow(expect.objectContaining({ name: 'CorporaError', code }) as never);
});
