import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest, itemsOf, readGolden, recordEqual } from '../../testing/golden.ts';
import { recordings } from '../../testing/golden-lists.ts';
import { CorporaError } from '../errors.ts';
import { trainTestSplit } from './train-test-split.ts';

interface Case {
  readonly list: string;
  readonly seed: number;
  readonly stratify: boolean;
  readonly sizes: { readonly test_size?: number; readonly train_size?: number };
  readonly trainDigest: string;
  readonly testDigest: string;
  readonly trainIndices?: number[];
  readonly testIndices?: number[];
  readonly supports?: Record<string, number>;
}

const golden = readGolden<Case>('train-test-split');
const reference = `scikit-learn ${golden.versions['scikit-learn']} train_test_split`;

describe('trainTestSplit against scikit-learn', () => {
  const name = ({ list, seed, stratify, sizes }: Case): string =>
    `${list} ${JSON.stringify(sizes)} ${stratify ? 'stratified' : 'plain'} seed ${seed}`;

  test.each(golden.cases.map((c) => [name(c), c] as const))('%s', (_, c) => {
    const split = trainTestSplit(itemsOf(golden, c.list), {
      testSize: c.sizes.test_size,
      trainSize: c.sizes.train_size,
      stratifyBy: c.stratify ? (item) => item.y : undefined,
      seed: c.seed,
    });
    const train = split.train.map(({ index }) => index);
    const testPart = split.test.map(({ index }) => index);
    if (c.testIndices !== undefined) {
      expect(testPart).toEqual(c.testIndices);
      expect(train).toEqual(c.trainIndices);
      for (const [emotion, support] of Object.entries(c.supports!)) {
        expect(split.test.filter((item) => item.y === emotion)).toHaveLength(support);
      }
    }
    expect(digest(testPart)).toBe(c.testDigest);
    expect(digest(train)).toBe(c.trainDigest);
  });

  test('is recorded', () => {
    for (const path of ['stratified', 'plain']) {
      expect(golden.cases.some((c) => c.stratify === (path === 'stratified'))).toBe(true);
      recordEqual('trainTestSplit', reference, `${path}, indices and order`);
    }
  });
});

describe('trainTestSplit', () => {
  test('gives the 491 test files their supports for every seed', () => {
    const files = recordings();
    for (let seed = 0; seed < 200; seed++) {
      const split = trainTestSplit(files, { testSize: 0.2, stratifyBy: 'emotion', seed });
      const supports = ['angry', 'calm', 'disgust', 'fearful', 'happy', 'neutral', 'sad', 'surprised'].map(
        (emotion) => split.test.filter((file) => file.emotion === emotion).length,
      );
      expect(supports).toEqual([75, 75, 39, 75, 75, 38, 75, 39]);
    }
  });

  test('takes items that carry a recording', () => {
    const items = recordings().map((recording) => ({ recording }));
    const split = trainTestSplit(items, { testSize: 0.2, stratifyBy: 'emotion', seed: 42 });
    const plain = trainTestSplit(
      items.map(({ recording }) => recording),
      { testSize: 0.2, stratifyBy: 'emotion', seed: 42 },
    );
    expect(split.test.map(({ recording }) => recording)).toEqual(plain.test);
  });

  test('keeps the order without a shuffle', () => {
    expect(trainTestSplit([1, 2, 3, 4, 5], { testSize: 2, shuffle: false })).toEqual({
      train: [1, 2, 3],
      test: [4, 5],
    });
    expect(trainTestSplit([1, 2, 3, 4, 5], { testSize: 1, trainSize: 2, shuffle: false })).toEqual({
      train: [1, 2],
      test: [3],
    });
  });

  test('partitions any list, with every class at its quota', () => {
    const lists = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 12, maxLength: 200 });
    fc.assert(
      fc.property(lists, fc.double({ min: 0.1, max: 0.9, noNaN: true }), fc.nat(), (labels, testSize, seed) => {
        const counts = new Map<string, number>();
        for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
        const expectedTest = Math.ceil(testSize * labels.length);
        fc.pre(Math.min(...counts.values()) >= 2);
        fc.pre(expectedTest >= counts.size && labels.length - expectedTest >= counts.size);
        const items = labels.map((label, i) => ({ label, i }));
        const { train, test: part } = trainTestSplit(items, { testSize, stratifyBy: ({ label }) => label, seed });
        expect(part).toHaveLength(expectedTest);
        expect([...train, ...part].map(({ i }) => i).sort((a, b) => a - b)).toEqual([...labels.keys()]);
        for (const [label, count] of counts) {
          const quota = (count / labels.length) * train.length;
          expect(Math.abs(train.filter((item) => item.label === label).length - quota)).toBeLessThan(1);
        }
        expect(trainTestSplit(items, { testSize, stratifyBy: ({ label }) => label, seed })).toEqual({
          train,
          test: part,
        });
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('does not care how classes are called, as long as their order stays', () => {
    const labels = Array.from({ length: 60 }, (_, i) => (i * 7) % 4);
    const indices = [...labels.keys()];
    const asNumbers = trainTestSplit(indices, { stratifyBy: (i) => labels[i]!, seed: 3 });
    const asStrings = trainTestSplit(indices, { stratifyBy: (i) => 'wxyz'[labels[i]!]!, seed: 3 });
    expect(asStrings).toEqual(asNumbers);
  });

  test('leaves its input alone', () => {
    const items = Object.freeze([1, 2, 3, 4, 5, 6]) as readonly number[];
    trainTestSplit(items, { seed: 5 });
    expect(items).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test.each([
    [{ testSize: 0 }, 'invalid-option'],
    [{ testSize: -0.2 }, 'invalid-option'],
    [{ testSize: 10 }, 'invalid-option'],
    [{ testSize: 1.5 }, 'invalid-option'],
    [{ testSize: Number.NaN }, 'invalid-option'],
    [{ testSize: 0.6, trainSize: 0.6 }, 'invalid-option'],
    [{ testSize: 6, trainSize: 6 }, 'invalid-option'],
    [{ testSize: 0.99 }, 'invalid-option'],
    [{ seed: -1 }, 'invalid-option'],
    [{ seed: 2 ** 32 }, 'invalid-option'],
    [{ seed: 0.5 }, 'invalid-option'],
    [{ shuffle: false, stratifyBy: (i: number) => i % 2 }, 'invalid-option'],
    [{ testSize: 1, stratifyBy: (i: number) => i % 2 }, 'invalid-option'],
    [{ stratifyBy: (i: number) => (i === 0 ? 'rare' : 'common') }, 'invalid-items'],
    [{ stratifyBy: (i: number) => (i % 2 ? 'odd' : 0) }, 'invalid-items'],
    [{ stratifyBy: () => Number.NaN }, 'invalid-items'],
    [{ stratifyBy: () => undefined as unknown as string }, 'invalid-items'],
  ] as const)('refuses %o', (options, code) => {
    const attempt = (): unknown => trainTestSplit([...Array(10).keys()], options as never);
    expect(attempt).toThrow(CorporaError);
    expect(attempt).toThrow(expect.objectContaining({ code }) as never);
  });

  test('says which item lacks a named field', () => {
    const items = [{ emotion: 'sad' }, {}] as never[];
    expect(() => trainTestSplit(items, { stratifyBy: 'emotion' as never })).toThrow(/"emotion", which item 1 lacks/);
  });
});
