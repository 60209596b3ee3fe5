import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { readGolden } from '../../testing/golden.ts';
import {
  accuracyScore,
  cohenKappaScore,
  confidenceInterval,
  f1Score,
  matthewsCorrcoef,
  unweightedAverageRecall,
  wilsonInterval,
} from '../index.ts';

const { wilson, versions } = readGolden<{
  versions: { scipy: string };
  wilson: { successes: number; trials: number; level: number; low: number; high: number }[];
}>('sklearn-extended.json');

test.each(wilson)('Wilson, $successes of $trials at $level', ({ low, high, ...options }) => {
  const own = wilsonInterval(options);
  expectParity([own.low, own.high], [low, high], {
    package: 'metrics',
    name: 'wilsonInterval',
    reference: `SciPy ${versions.scipy} stats.binomtest.proportion_ci(method="wilson")`,
    path: 'float64',
    measure: 'absolute',
    tolerance: 1e-12,
  });
});

test('Wilson, published anchors', () => {
  expect(wilsonInterval({ successes: 39, trials: 39 })).toEqual({ low: expect.closeTo(0.910333, 6), high: 1 });
  expect(wilsonInterval({ successes: 0, trials: 39 })).toEqual({ low: 0, high: expect.closeTo(0.089667, 6) });
});

/** Items of several speakers who differ: speaker s is right on a share that depends on s. */
const speakers = (groups: number, perGroup: number): { yTrue: string[]; yPred: string[]; groups: number[] } => {
  const data = { yTrue: [] as string[], yPred: [] as string[], groups: [] as number[] };
  for (let s = 0; s < groups; s++) {
    for (let i = 0; i < perGroup; i++) {
      const truth = ['angry', 'calm', 'sad'][i % 3]!;
      data.yTrue.push(truth);
      data.yPred.push((i * 7 + s * 3) % 10 < 3 + (s % 8) ? truth : 'calm');
      data.groups.push(s + 1);
    }
  }
  return data;
};

describe('confidenceInterval', () => {
  const data = speakers(24, 30);

  test('estimates are the scores themselves', () => {
    const labels = ['angry', 'calm', 'sad'];
    const plain = { yTrue: data.yTrue, yPred: data.yPred };
    const estimate = (metric: 'accuracy' | 'uar' | 'macroF1' | 'weightedF1' | 'mcc' | 'kappa'): number =>
      confidenceInterval({ ...data, metric, labels, replicates: 10 }).estimate;
    expect(estimate('accuracy')).toBeCloseTo(accuracyScore(plain), 14);
    expect(estimate('uar')).toBeCloseTo(unweightedAverageRecall({ ...plain, labels }), 14);
    expect(estimate('macroF1')).toBeCloseTo(f1Score({ ...plain, average: 'macro' }), 14);
    expect(estimate('weightedF1')).toBeCloseTo(f1Score({ ...plain, average: 'weighted' }), 14);
    expect(estimate('mcc')).toBeCloseTo(matthewsCorrcoef(plain), 14);
    expect(estimate('kappa')).toBeCloseTo(cohenKappaScore(plain), 14);
  });

  test('a function and its name give the same limits', () => {
    const named = confidenceInterval({ ...data, metric: 'accuracy', seed: 5, replicates: 300 });
    const own = confidenceInterval({ ...data, metric: accuracyScore, seed: 5, replicates: 300 });
    expect({ ...own }).toEqual({ ...named });
  });

  test('the same seed gives the same limits, another seed others', () => {
    const run = (seed: number): object => confidenceInterval({ ...data, metric: 'uar', seed, replicates: 200 });
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  test('limits stay as they are from release to release', () => {
    const { low, high } = confidenceInterval({ ...data, metric: 'accuracy', seed: 1, replicates: 1000 });
    expect([low, high]).toMatchInlineSnapshot(`
      [
        0.7054861111111113,
        0.8277777777777777,
      ]
    `);
  });

  test('one resample is an interval without width', () => {
    const { low, high, warnings } = confidenceInterval({ ...data, replicates: 1 });
    expect(low).toBe(high);
    expect(warnings).toEqual([]);
  });

  test('speakers who differ widen the interval', () => {
    const bySpeaker = confidenceInterval({ ...data, seed: 1 });
    const byItem = confidenceInterval({ yTrue: data.yTrue, yPred: data.yPred, seed: 1 });
    expect(bySpeaker.high - bySpeaker.low).toBeGreaterThan(1.3 * (byItem.high - byItem.low));
    expect(bySpeaker.estimate).toBe(byItem.estimate);
    expect(bySpeaker.groups).toBe(24);
    expect(byItem.groups).toBeUndefined();
  });

  test('one item a speaker is the bootstrap over items', () => {
    const items = { yTrue: data.yTrue, yPred: data.yPred, seed: 3, replicates: 200 };
    const groups = data.yTrue.map((_, i) => i);
    const { low, high } = confidenceInterval({ ...items, groups });
    expect({ low, high }).toEqual((({ low, high }) => ({ low, high }))(confidenceInterval(items)));
  });

  test('the bootstrap of a proportion is as wide as theory has it', () => {
    const n = 400;
    const yTrue = Array.from({ length: n }, () => 1);
    const yPred = Array.from({ length: n }, (_, i) => (i % 10 < 7 ? 1 : 0));
    const { low, high } = confidenceInterval({ yTrue, yPred, replicates: 4000, seed: 1 });
    const margin = 1.96 * Math.sqrt((0.7 * 0.3) / n);
    expect((high - low) / (2 * margin)).toBeGreaterThan(0.93);
    expect((high - low) / (2 * margin)).toBeLessThan(1.07);
    expect((low + high) / 2).toBeCloseTo(0.7, 2);
  });

  test('a higher level widens', () => {
    const width = (level: number): number => {
      const { low, high } = confidenceInterval({ ...data, level, seed: 1 });
      return high - low;
    };
    expect(width(0.99)).toBeGreaterThan(width(0.9));
  });

  test("Student's t on speaker means, by hand", () => {
    // Speakers right on 1/2, 3/4 and 1 of four items: mean 3/4, sd 1/4, and t for two degrees of freedom has a closed form.
    const yTrue = Array.from({ length: 12 }, () => 1);
    const yPred = [1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1];
    const groups = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c', 'c'];
    const own = confidenceInterval({ yTrue, yPred, groups, method: 't' });
    const t = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
    const margin = (t * 0.25) / Math.sqrt(3);
    expect(own.estimate).toBeCloseTo(0.75, 14);
    expect(own.low).toBeCloseTo(0.75 - margin, 12);
    // Above 1, where accuracy ends.
    expect(0.75 + margin).toBeGreaterThan(1);
    expect(own.high).toBe(1);
    expect(own.warnings.map(({ code }) => code)).toEqual(['few-groups']);
  });

  test('the t estimate is the mean over speakers, not over items', () => {
    const own = confidenceInterval({ yTrue: [1, 1, 1, 1], yPred: [1, 0, 0, 0], groups: [1, 2, 2, 2], method: 't' });
    expect(own.estimate).toBe(0.5);
  });

  test('the jackknife of a mean over equal speakers is the t interval', () => {
    const yTrue = Array.from({ length: 12 }, () => 1);
    const yPred = [1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 1];
    const groups = Array.from('aaaabbbbcccc');
    const own = confidenceInterval({ yTrue, yPred, groups, method: 'jackknife' });
    const t = confidenceInterval({ yTrue, yPred, groups, method: 't' });
    expect([own.estimate, own.low, own.high]).toEqual([t.estimate, t.low, t.high].map((x) => expect.closeTo(x, 12)));
    expect(own).toMatchObject({ method: 'jackknife', groups: 3 });
    expect(own.warnings.map(({ code }) => code)).toEqual(['few-groups']);
  });

  test('the jackknife leaves out one speaker at a time, by hand, around the score of all items', () => {
    // Left out, the speakers leave 2/3, 3/4 and 3/5 right; of all it is 4/6. t for two degrees of freedom has a closed form.
    const own = confidenceInterval({
      yTrue: [1, 1, 1, 1, 1, 1],
      yPred: [1, 1, 0, 1, 0, 1],
      groups: ['a', 'a', 'a', 'b', 'b', 'c'],
      method: 'jackknife',
    });
    const without = [2 / 3, 3 / 4, 3 / 5];
    const mean = (2 / 3 + 3 / 4 + 3 / 5) / 3;
    const error = Math.sqrt((2 / 3) * without.reduce((sum, x) => sum + (x - mean) * (x - mean), 0));
    const t = 0.95 * Math.sqrt(2 / (1 - 0.95 ** 2));
    expect(own.estimate).toBeCloseTo(4 / 6, 14);
    expect(own.low).toBeCloseTo(4 / 6 - t * error, 12);
    expect(own.high).toBe(Math.min(1, 4 / 6 + t * error));
  });

  test('the jackknife refuses a score that some speaker alone defines', () => {
    const metric = ({ yTrue: t }: { yTrue: unknown[] }): number => (t.includes('calm') ? 1 : Number.NaN);
    const groups = ['a', 'a', 'b'];
    expect(() =>
      confidenceInterval({
        yTrue: ['calm', 'sad', 'sad'],
        yPred: ['calm', 'sad', 'sad'],
        groups,
        metric,
        method: 'jackknife',
      }),
    ).toThrow(/1 of 3|1 of 2/);
  });

  test('Wilson takes items, and says so when there are speakers', () => {
    const own = confidenceInterval({ ...data, method: 'wilson' });
    const successes = data.yTrue.filter((label, i) => label === data.yPred[i]).length;
    expect(own).toMatchObject(wilsonInterval({ successes, trials: data.yTrue.length }));
    expect(own.warnings.map(({ code }) => code)).toEqual(['groups-ignored']);
    expect(() => confidenceInterval({ ...data, method: 'wilson', metric: 'uar' })).toThrow(/accuracy only/);
  });

  test.each([
    [19, ['few-groups']],
    [20, []],
  ])('%i speakers warn %j', (groups, codes) => {
    for (const method of ['bootstrap', 't'] as const) {
      const heard: string[] = [];
      const own = confidenceInterval({
        ...speakers(groups, 12),
        method,
        replicates: 50,
        onWarning: ({ code }) => void heard.push(code),
      });
      expect(own.warnings.map(({ code }) => code)).toEqual(codes);
      expect(heard).toEqual(codes);
    }
  });

  test('a class that a resample lacks is left out of its mean', () => {
    // Two items of a rare class, always wrong: in a resample without them UAR is 1, not 1/2.
    const yTrue = [...Array.from({ length: 40 }, () => 'sad'), 'calm', 'calm'];
    const yPred = yTrue.map(() => 'sad');
    const { estimate, high } = confidenceInterval({ yTrue, yPred, metric: 'uar', seed: 1 });
    expect(estimate).toBe(0.5);
    expect(high).toBe(1);
  });

  test('undefined resamples are counted, and an error when all are', () => {
    const yTrue = ['a', 'a', 'a', 'b'];
    const own = confidenceInterval({ yTrue, yPred: yTrue, metric: 'kappa', seed: 1 });
    expect(own.warnings).toEqual([
      {
        code: 'undefined-replicates',
        message: expect.stringMatching(/^\d+ of 2000 resamples had no defined score\.$/),
      },
    ]);
    expect(own.low).toBe(1);
    const constant = { yTrue: ['a', 'a'], yPred: ['a', 'a'], metric: 'kappa' } as const;
    expect(() => confidenceInterval(constant)).toThrow(expect.objectContaining({ code: 'undefined-result' }));
  });

  test.each([
    [{ level: 1 }, 'invalid-option'],
    [{ level: 0 }, 'invalid-option'],
    [{ replicates: 0 }, 'invalid-option'],
    [{ replicates: 2.5 }, 'invalid-option'],
    [{ method: 'bca' }, 'invalid-option'],
    [{ metric: 'precision' }, 'invalid-option'],
    [{ method: 't' }, 'invalid-option'],
    [{ method: 'jackknife' }, 'invalid-option'],
    [{ labels: ['angry', 'calm'] }, 'unknown-label'],
    [{ groups: data.yTrue.map(() => 'one') }, 'invalid-option'],
    [{ groups: ['a'] }, 'length-mismatch'],
    [{ seed: 0.5 }, 'invalid-option'],
  ])('refuses %j', (options, code) => {
    const run = (): unknown => confidenceInterval({ yTrue: data.yTrue, yPred: data.yPred, ...(options as object) });
    expect(run).toThrow(expect.objectContaining({ code }));
  });
  test.each([[{ successes: 3, trials: 2 }], [{ successes: -1, trials: 2 }], [{ successes: 0, trials: 0 }]])(
    'Wilson refuses %j',
    (options) => {
      expect(() => wilsonInterval(options)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    },
  );
});
