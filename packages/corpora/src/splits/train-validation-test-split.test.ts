import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordings } from '../../testing/golden-lists.ts';
import { trainValidationTestSplit } from './train-validation-test-split.ts';

const all = recordings();

describe('trainValidationTestSplit', () => {
  test('keeps actors apart and the sexes balanced', () => {
    for (let seed = 0; seed < 30; seed++) {
      const parts = trainValidationTestSplit(all, {
        groupBy: 'actor',
        stratifyBy: 'sex',
        testSize: 1 / 6,
        validationSize: 4,
        seed,
      });
      const actors = (part: readonly { actor: number }[]): number[] => [...new Set(part.map(({ actor }) => actor))];
      const [train, validation, testPart] = [actors(parts.train), actors(parts.validation), actors(parts.test)];
      expect([train.length, validation.length, testPart.length]).toEqual([16, 4, 4]);
      expect(new Set([...train, ...validation, ...testPart]).size).toBe(24);
      for (const part of [validation, testPart]) expect(part.filter((actor) => actor % 2 === 1)).toHaveLength(2);
    }
  });

  test('gives other actors for other seeds, the same for the same', () => {
    const run = (seed: number): unknown => trainValidationTestSplit(all, { groupBy: 'actor', seed }).test;
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  test('splits items on their own where groupBy is null, stratified', () => {
    const {
      train,
      validation,
      test: part,
    } = trainValidationTestSplit(all, {
      groupBy: null,
      stratifyBy: 'emotion',
      testSize: 0.1,
      validationSize: 0.2,
    });
    expect([train.length, validation.length, part.length]).toEqual([2452 - 246 - 491, 491, 246]);
    expect(validation.filter(({ emotion }) => emotion === 'neutral').length).toBeGreaterThan(35);
    expect(validation.filter(({ emotion }) => emotion === 'neutral').length).toBeLessThan(41);
  });

  test('partitions any items, keeps their order and splits no group', () => {
    const groups = fc.array(fc.nat(9), { minLength: 3, maxLength: 60 });
    const share = fc.double({ min: 0.05, max: 0.45, noNaN: true });
    fc.assert(
      fc.property(groups, share, share, fc.nat(), (list, testSize, validationSize, seed) => {
        const count = new Set(list).size;
        fc.pre(Math.ceil(testSize * count) + Math.ceil(validationSize * count) < count);
        const items = list.map((group, i) => ({ group, i }));
        const split = trainValidationTestSplit(items, {
          groupBy: ({ group }) => group,
          stratifyBy: ({ group }) => group % 3,
          testSize,
          validationSize,
          seed,
        });
        const parts = [split.train, split.validation, split.test];
        expect(parts.flat().sort((a, b) => a.i - b.i)).toEqual(items);
        for (const part of parts) expect(part.every((item, i) => i === 0 || item.i > part[i - 1]!.i)).toBe(true);
        const sets = parts.map((part) => new Set(part.map(({ group }) => group)));
        expect(sets.reduce((sum, { size }) => sum + size, 0)).toBe(count);
        expect(sets[2]!.size).toBe(Math.ceil(testSize * count));
        expect(sets[1]!.size).toBe(Math.ceil(validationSize * count));
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  test.each([
    [{ groupBy: 'actor', testSize: 12, validationSize: 12 }, 'invalid-option'],
    [{ groupBy: 'actor', testSize: 0 }, 'invalid-option'],
    [{ groupBy: 'actor', validationSize: 1.5 }, 'invalid-option'],
    [{ groupBy: 'actor', stratifyBy: 'emotion' }, 'invalid-items'],
    [{ groupBy: 'actor', seed: -1 }, 'invalid-option'],
  ] as const)('refuses %o', (options, code) => {
    expect(() => trainValidationTestSplit(all, options)).toThrow(
      expect.objectContaining({ name: 'CorporaError', code }) as never,
    );
  });
});
