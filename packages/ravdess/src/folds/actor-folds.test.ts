import { groupKFold } from '@ser/corpora';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalog } from '../catalog.ts';
import { sexOf } from '../labels.ts';
import { findLeaks } from '../leaks.ts';
import { actorFolds } from './actor-folds.ts';

const speech = catalog({ modality: 'audio-only', vocalChannel: 'speech' });
const all = catalog({ modality: 'audio-only' });

describe('actorFolds', () => {
  test('gives the EmoBox folds', () => {
    const folds = actorFolds(speech, { preset: 'emobox' });
    expect(folds.map(({ actors }) => actors.test)).toEqual([
      [1, 11, 20, 21],
      [4, 10, 12, 14],
      [8, 9, 19, 23],
      [3, 5, 7, 24],
      [2, 15, 16, 18],
      [6, 13, 17, 22],
    ]);
    expect(folds.every((fold) => fold.test.length === 240 && fold.train.length === 1200)).toBe(true);
    expect(folds.every((fold) => fold.validation.length === 0)).toBe(true);
  });

  test('gives the Luna-Jiménez folds', () => {
    const folds = actorFolds(speech, { preset: 'luna-jimenez' });
    expect(folds.map(({ actors }) => actors.test)).toEqual([
      [2, 5, 14, 15, 16],
      [3, 6, 7, 13, 18],
      [10, 11, 12, 19, 20],
      [8, 17, 21, 23, 24],
      [1, 4, 9, 22],
    ]);
    expect(folds.map(({ test: part }) => part.length)).toEqual([300, 300, 300, 300, 240]);
  });

  test('gives the audb split with its published sizes', () => {
    const sizes = (vocalChannel: 'speech' | 'song'): number[] => {
      const [fold, ...rest] = actorFolds(catalog({ modality: 'audio-only', vocalChannel }), { preset: 'audb' });
      expect(rest).toEqual([]);
      return [fold!.train.length, fold!.validation.length, fold!.test.length];
    };
    expect(sizes('speech')).toEqual([960, 240, 240]);
    expect(sizes('song')).toEqual([660, 176, 176]);
    expect(actorFolds(all, { preset: 'audb', validation: 'next-fold' })[0]!.actors.validation).toEqual([
      16, 17, 19, 20,
    ]);
  });

  test('leaves every actor out once: 24 in speech, 23 in song', () => {
    expect(actorFolds(speech, { preset: 'leave-one-actor-out' }).map((fold) => fold.actors.test)).toEqual(
      Array.from({ length: 24 }, (_, i) => [i + 1]),
    );
    const song = catalog({ modality: 'audio-only', vocalChannel: 'song' });
    expect(actorFolds(song, { preset: 'leave-one-actor-out' })).toHaveLength(23);
  });

  test('balances sexes and sizes for any number of folds and any actors', () => {
    const actors = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(
        actors,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        fc.boolean(),
        (present, share, seed, v) => {
          const folds = 2 + Math.floor(share * (present.length - 2));
          const items = present.flatMap((actor) => [1, 2].map(() => ({ ...speech[0]!, actor, sex: sexOf(actor) })));
          const options = { folds, seed, validation: v && folds > 2 ? ('next-fold' as const) : ('none' as const) };
          const result = actorFolds(items, options);
          expect(result).toHaveLength(folds);
          expect(result.flatMap(({ actors: { test: part } }) => part).sort((a, b) => a - b)).toEqual(
            [...present].sort((a, b) => a - b),
          );
          for (const count of [
            (part: readonly number[]) => part.length,
            (part: readonly number[]) => part.filter((actor) => sexOf(actor) === 'male').length,
            (part: readonly number[]) => part.filter((actor) => sexOf(actor) === 'female').length,
          ]) {
            const counts = result.map((fold) => count(fold.actors.test));
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          }
          for (const fold of result) {
            expect(fold.train.length + fold.validation.length + fold.test.length).toBe(items.length);
            expect(findLeaks([...fold.train, ...fold.validation], fold.test)).toEqual([]);
            expect(findLeaks(fold.train, fold.validation)).toEqual([]);
            expect(fold.validation.length > 0).toBe(options.validation === 'next-fold');
          }
          expect(actorFolds(items, options)).toEqual(result);
        },
      ),
      { seed: 6, numRuns: 150 },
    );
  });

  test('is needed: group k-fold by actor puts one sex alone into every fold of an even number', () => {
    for (const fold of groupKFold(speech, { nSplits: 4, groupBy: 'actor' })) {
      expect(new Set(fold.test.map(({ sex }) => sex)).size).toBe(1);
    }
    for (const fold of actorFolds(speech, { folds: 4 })) {
      expect(fold.test.filter(({ sex }) => sex === 'male')).toHaveLength(180);
      expect(fold.test).toHaveLength(360);
    }
  });

  test('deals otherwise for another seed', () => {
    const test = (seed: number): unknown => actorFolds(speech, { folds: 5, seed }).map(({ actors }) => actors.test);
    expect(test(1)).not.toEqual(test(2));
    expect(test(0)).toEqual(actorFolds(speech, { folds: 5 }).map(({ actors }) => actors.test));
  });

  test.each([
    [speech, { folds: 1 }, 'invalid-option'],
    [speech, { folds: 25 }, 'invalid-option'],
    [speech, { folds: 2.5 }, 'invalid-option'],
    [speech, { folds: 5, seed: -1 }, 'invalid-option'],
    [speech, { folds: 2, validation: 'next-fold' }, 'invalid-option'],
    [speech, { preset: 'toString' }, 'invalid-option'],
    [speech, { preset: 'emo-box' }, 'invalid-option'],
    [[], { folds: 2 }, 'invalid-option'],
    [[{ ...speech[0]!, actor: 25 }], { preset: 'emobox' }, 'invalid-items'],
    [speech.filter(({ actor }) => actor < 9), { preset: 'audb' }, 'invalid-items'],
    [speech.filter(({ actor }) => actor === 3), { preset: 'leave-one-actor-out' }, 'invalid-items'],
  ] as const)('refuses what cannot be dealt: %#', (items, options, code) => {
    expect(() => actorFolds(items, options as never)).toThrow(
      expect.objectContaining({ name: 'RavdessError', code }) as never,
    );
  });
});
