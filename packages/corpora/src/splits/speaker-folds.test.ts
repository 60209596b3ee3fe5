import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordings } from '../../testing/golden-lists.ts';
import { assertNoLeaks } from '../leaks/find-leaks.ts';
import { type SpeakerFoldsOptions, speakerFolds } from './speaker-folds.ts';

interface Row {
  readonly speaker: string;
  readonly label: string;
  readonly facets: { readonly sex: string };
}

const row = (speaker: string, sex = 'female'): Row => ({ speaker, label: 'calm', facets: { sex } });
const rows = ['d', 'a', 'c', 'b', 'a', 'd'].map((speaker) => row(speaker, speaker < 'c' ? 'male' : 'female'));

describe('speakerFolds', () => {
  test('tests every speaker once, whatever the speakers are called', () => {
    const folds = speakerFolds(rows, { folds: 2, balanceBy: 'sex', seed: 3 });
    expect(folds.flatMap(({ speakers }) => speakers.test).sort()).toEqual(['a', 'b', 'c', 'd']);
    for (const { train, test: part, validation, speakers } of folds) {
      expect(part).toEqual(rows.filter(({ speaker }) => speakers.test.includes(speaker)));
      expect(train).toEqual(rows.filter(({ speaker }) => speakers.train.includes(speaker)));
      expect([validation, speakers.validation]).toEqual([[], []]);
      expect(new Set(part.map(({ facets }) => facets.sex)).size).toBe(2);
      assertNoLeaks(train, part);
    }
  });

  test('balances sizes, and each value of a property, for any number of folds, speakers and values', () => {
    const speakers = fc.uniqueArray(fc.record({ speaker: fc.string(), sex: fc.constantFrom('f', 'm', 'x', 'y') }), {
      selector: ({ speaker }) => speaker,
      minLength: 2,
      maxLength: 40,
    });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(speakers, share, fc.nat(), fc.boolean(), fc.boolean(), (present, k, seed, next, balance) => {
        const folds = 2 + Math.floor(k * (present.length - 2));
        const items = present.flatMap(({ speaker, sex }) => [row(speaker, sex), row(speaker, sex)]);
        const options: SpeakerFoldsOptions<Row> = {
          folds,
          seed,
          balanceBy: balance ? 'sex' : undefined,
          validation: next && folds > 2 ? 'next-fold' : 'none',
        };
        const result = speakerFolds(items, options);
        expect(result).toHaveLength(folds);
        const even = (counts: readonly number[]): void =>
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        even(result.map((fold) => fold.speakers.test.length));
        for (const value of balance ? ['f', 'm', 'x', 'y'] : []) {
          even(result.map((fold) => fold.test.filter(({ facets }) => facets.sex === value).length / 2));
        }
        expect(result.flatMap((fold) => fold.test)).toHaveLength(items.length);
        for (const fold of result) {
          expect(fold.train.length + fold.validation.length + fold.test.length).toBe(items.length);
          assertNoLeaks([...fold.train, ...fold.validation], fold.test);
          assertNoLeaks(fold.train, fold.validation);
          expect(fold.validation.length > 0).toBe(options.validation === 'next-fold');
        }
        expect(speakerFolds(items, options)).toEqual(result);
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  test('takes a function of the item in place of a field, and deals otherwise for another seed', () => {
    const files = recordings();
    const deal = (seed?: number): unknown =>
      speakerFolds(files, { folds: 5, seed, speakerBy: 'actor', balanceBy: ({ sex }) => sex }).map(
        ({ speakers }) => speakers.test,
      );
    expect(deal(1)).not.toEqual(deal(2));
    expect(deal(0)).toEqual(deal());
  });

  test.each([
    [rows, { folds: 1 }, 'invalid-option', /2 to the number of speakers, 4; received 1/],
    [rows, { folds: 5 }, 'invalid-option', /received 5/],
    [rows, { folds: 2.5 }, 'invalid-option', /received 2.5/],
    [rows, { folds: 2, seed: -1 }, 'invalid-option', /seed/],
    [rows, { folds: 2, validation: 'next-fold' }, 'invalid-option', /at least 3 folds/],
    [rows, { folds: 2, balanceBy: 'age' }, 'invalid-items', /field "age", which item 0 lacks; it has speaker, label/],
    [[...rows, { label: 'calm' }], { folds: 2 }, 'invalid-items', /field "speaker", which item 6 lacks/],
    [[...rows, row('a', 'female')], { folds: 2, balanceBy: 'sex' }, 'invalid-items', /speaker a has male and female/],
    [[], { folds: 2 }, 'invalid-option', /number of speakers, 0/],
  ] as const)('refuses what cannot be dealt: %#', (items, options, code, message) => {
    const attempt = (): unknown => speakerFolds(items as readonly Row[], options as never);
    expect(attempt).toThrow(expect.objectContaining({ name: 'CorporaError', code }) as never);
    expect(attempt).toThrow(message);
  });
});
