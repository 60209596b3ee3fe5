import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest, itemsOf, type LabelledIndex, readGolden, recordEqual } from '../../testing/golden.ts';
import { groupKFold } from './group-k-fold.ts';
import { kFold } from './k-fold.ts';
import { leaveOneGroupOut } from './leave-one-group-out.ts';
import type { Split } from './split.ts';
import { stratifiedGroupKFold } from './stratified-group-k-fold.ts';
import { stratifiedKFold } from './stratified-k-fold.ts';

interface Case {
  readonly list: string;
  readonly splitter: 'kFold' | 'stratifiedKFold' | 'groupKFold' | 'stratifiedGroupKFold' | 'leaveOneGroupOut';
  readonly nSplits: number | null;
  readonly shuffle: boolean;
  readonly seed: number | null;
  /** The fold of every item, as one base-36 digit; left out of long lists. */
  readonly folds?: string;
  readonly foldsDigest: string;
}

const golden = readGolden<Case>('k-fold');
const stratifyBy = (item: LabelledIndex): string | number => item.y;
const groupBy = (item: LabelledIndex): string | number => item.group;

function run(c: Case): Split<LabelledIndex>[] {
  const items = itemsOf(golden, c.list);
  const options = { nSplits: c.nSplits ?? undefined, shuffle: c.shuffle, seed: c.seed ?? undefined };
  if (c.splitter === 'kFold') return kFold(items, options);
  if (c.splitter === 'stratifiedKFold') return stratifiedKFold(items, { ...options, stratifyBy });
  if (c.splitter === 'groupKFold') return groupKFold(items, { ...options, groupBy });
  if (c.splitter === 'stratifiedGroupKFold') return stratifiedGroupKFold(items, { ...options, stratifyBy, groupBy });
  return leaveOneGroupOut(items, { groupBy });
}

const classNames = {
  kFold: 'KFold',
  stratifiedKFold: 'StratifiedKFold',
  groupKFold: 'GroupKFold',
  stratifiedGroupKFold: 'StratifiedGroupKFold',
  leaveOneGroupOut: 'LeaveOneGroupOut',
};

describe.each(Object.keys(classNames) as Case['splitter'][])('%s', (splitter) => {
  const cases = golden.cases.filter((c) => c.splitter === splitter);

  test.each(
    cases.map(
      (c) => [`${c.list}, ${c.nSplits} folds, ${c.shuffle ? `shuffled by ${c.seed}` : 'in order'}`, c] as const,
    ),
  )('as scikit-learn: %s', (_, c) => {
    const count = itemsOf(golden, c.list).length;
    const folds = new Int32Array(count).fill(-1);
    for (const [f, { train, test: part }] of run(c).entries()) {
      for (const { index } of part) folds[index] = f;
      expect(train.length + part.length).toBe(count);
      // Both parts keep the order of the items.
      for (const half of [train, part])
        expect(half.every((item, i) => i === 0 || item.index > half[i - 1]!.index)).toBe(true);
    }
    if (c.folds !== undefined) expect(Array.from(folds, (f) => f.toString(36).toUpperCase()).join('')).toBe(c.folds);
    expect(digest(folds)).toBe(c.foldsDigest);
  });

  test('is recorded', () => {
    expect(cases.length).toBeGreaterThan(4);
    const version = `scikit-learn ${golden.versions['scikit-learn']} ${classNames[splitter]}`;
    recordEqual(splitter, version, 'indices');
  });
});

describe('k-fold splitters', () => {
  const items = fc.array(fc.record({ y: fc.constantFrom('a', 'b', 'c'), group: fc.nat(12) }), {
    minLength: 10,
    maxLength: 80,
  });

  test('test parts partition the items, groups stay together, seeds repeat', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 2, max: 4 }), fc.nat(), (list, nSplits, seed) => {
        fc.pre(new Set(list.map(({ group }) => group)).size >= nSplits);
        const by = { stratifyBy: (i: number) => list[i]!.y, groupBy: (i: number) => list[i]!.group };
        const indices = [...list.keys()];
        fc.pre(Math.max(...['a', 'b', 'c'].map((y) => list.filter((item) => item.y === y).length)) >= nSplits);
        for (const splitter of [stratifiedKFold, groupKFold, stratifiedGroupKFold]) {
          const options = { ...by, nSplits, shuffle: true, seed };
          const splits = splitter(indices, options);
          expect(splits.flatMap((split) => split.test).sort((a, b) => a - b)).toEqual(indices);
          for (const split of splits) {
            expect([...split.train, ...split.test].sort((a, b) => a - b)).toEqual(indices);
            if (splitter === stratifiedKFold) continue;
            const trained = new Set(split.train.map(by.groupBy));
            expect(split.test.some((i) => trained.has(by.groupBy(i)))).toBe(false);
          }
          expect(splitter(indices, options)).toEqual(splits);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('stratified folds differ by one item at most', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 2, max: 5 }), (list, nSplits) => {
        const counts = ['a', 'b', 'c'].map((y) => list.filter((item) => item.y === y).length);
        fc.pre(Math.max(...counts) >= nSplits);
        const splits = stratifiedKFold(list, { nSplits, stratifyBy: (item) => item.y });
        const sizes = splits.map((split) => split.test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const y of ['a', 'b', 'c']) {
          const shares = splits.map((split) => split.test.filter((item) => item.y === y).length);
          expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  const ten = [...Array(10).keys()];
  test.each([
    [() => kFold(ten, { nSplits: 1 }), 'invalid-option'],
    [() => kFold(ten, { nSplits: 11 }), 'invalid-option'],
    [() => kFold(ten, { seed: 1 }), 'invalid-option'],
    [() => kFold([]), 'invalid-option'],
    [() => stratifiedKFold(ten, { nSplits: 1, stratifyBy: (i) => i % 2 }), 'invalid-option'],
    [() => stratifiedKFold(ten, { nSplits: 11, stratifyBy: (i) => i % 2 }), 'invalid-option'],
    [() => stratifiedKFold(ten, { nSplits: 2.5, stratifyBy: (i) => i % 2 }), 'invalid-option'],
    [() => stratifiedKFold(ten, { nSplits: 6, stratifyBy: (i) => i % 2 }), 'invalid-items'],
    [() => stratifiedKFold(ten, { seed: 1, stratifyBy: (i) => i % 2 }), 'invalid-option'],
    [() => groupKFold(ten, { nSplits: 4, groupBy: (i) => i % 3 }), 'invalid-items'],
    [() => stratifiedGroupKFold(ten, { nSplits: 4, groupBy: (i) => i % 3, stratifyBy: () => 0 }), 'invalid-items'],
    [() => stratifiedGroupKFold(ten, { nSplits: 4, groupBy: (i) => i, stratifyBy: (i) => i }), 'invalid-items'],
    [() => leaveOneGroupOut(ten, { groupBy: () => 1 }), 'invalid-items'],
    [() => leaveOneGroupOut([], { groupBy: () => 1 }), 'invalid-items'],
  ] as const)('refuses what cannot be split: %s', (attempt, code) => {
    expect(attempt).toThrow(expect.objectContaining({ name: 'CorporaError', code }) as never);
  });
});
