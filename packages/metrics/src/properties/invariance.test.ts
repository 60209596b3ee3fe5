import fc from 'fast-check';
import { describe, expect } from 'vitest';
import {
  type Data,
  data,
  everyScore,
  holds,
  near,
  nearAll,
  reorder,
  union,
  weighted,
} from '../../testing/properties.ts';
import { accuracyScore, type Label, matthewsCorrcoef, precisionRecallFscoreSupport } from '../index.ts';

describe('changes that mean nothing', () => {
  holds('renaming the classes', weighted, (d) => {
    const names = union(d).sort();
    // Same order, other kind: 10, 20, … sort as numbers only.
    const rename = (side: Label[]): number[] => side.map((l) => 10 * (names.indexOf(l) + 1));
    nearAll(everyScore({ ...d, yTrue: rename(d.yTrue), yPred: rename(d.yPred) }), everyScore(d));
    expect(rename(names)).toEqual(names.map((_, k) => 10 * (k + 1)));
  });
  holds('numbers outside the table of small codes', data, (d) => {
    const names = union(d).sort();
    const rename = (side: Label[]): number[] => side.map((l) => 100_000 * (names.indexOf(l) - 2));
    nearAll(everyScore({ yTrue: rename(d.yTrue), yPred: rename(d.yPred) }), everyScore(d));
  });
  holds('typed arrays for arrays', data, (d) => {
    const names = union(d).sort();
    const codes = (side: Label[]): Int32Array => Int32Array.from(side, (l) => names.indexOf(l) - 1);
    nearAll(everyScore({ yTrue: codes(d.yTrue), yPred: codes(d.yPred) } as unknown as Data), everyScore(d));
  });
  holds(
    'the order of items',
    weighted.chain((d) =>
      fc.tuple(fc.constant(d), fc.shuffledSubarray([...d.yTrue.keys()], { minLength: d.yTrue.length })),
    ),
    ([d, order]) => nearAll(everyScore(reorder(d, order)), everyScore(d)),
  );
  holds('every item k times', fc.tuple(data, fc.integer({ min: 2, max: 4 })), ([d, k]) => {
    const times = <T>(list: T[]): T[] => Array.from({ length: k }, () => list).flat();
    nearAll(everyScore({ yTrue: times(d.yTrue), yPred: times(d.yPred) }), everyScore(d));
  });
  holds('labels that do not occur change no class', data, (d) => {
    const labels = [...union(d), 'disgust'];
    const own = precisionRecallFscoreSupport({ ...d, labels, zeroDivision: 0 });
    nearAll(own.recall.slice(0, -1), precisionRecallFscoreSupport({ ...d, labels: union(d), zeroDivision: 0 }).recall);
    expect(own.support.at(-1)).toBe(0);
    near(precisionRecallFscoreSupport({ ...d, labels, average: 'micro' }).recall, accuracyScore(d));
  });
});

describe('weights', () => {
  holds('ones are none', data, (d) => nearAll(everyScore({ ...d, sampleWeight: d.yTrue.map(() => 1) }), everyScore(d)));
  holds(
    'whole weights repeat, zero removes',
    data.chain((d) =>
      fc.tuple(
        fc.constant(d),
        fc
          .array(fc.integer({ min: 0, max: 3 }), { minLength: d.yTrue.length, maxLength: d.yTrue.length })
          .filter((w) => w.some((n) => n > 0)),
      ),
    ),
    ([d, w]) => {
      const order = w.flatMap((n, i) => Array.from({ length: n }, () => i));
      const repeated = reorder(d, order);
      const labels = union(d);
      const options = { labels, zeroDivision: 0 } as const;
      const a = precisionRecallFscoreSupport({ ...d, ...options, sampleWeight: w });
      const b = precisionRecallFscoreSupport({ ...repeated, ...options });
      for (const key of ['precision', 'recall', 'fScore', 'support'] as const) nearAll(a[key], b[key]);
      near(accuracyScore({ ...d, sampleWeight: w }), accuracyScore(repeated));
      near(matthewsCorrcoef({ ...d, sampleWeight: w }), matthewsCorrcoef(repeated));
    },
  );
  holds('their scale does not matter', fc.tuple(weighted, fc.constantFrom(2, 0.3, 1000)), ([d, factor]) =>
    nearAll(everyScore({ ...d, sampleWeight: d.sampleWeight.map((w) => w * factor) }), everyScore(d)),
  );
});
