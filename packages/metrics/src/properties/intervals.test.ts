import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type Data, data, holds, near, nearAll, union } from '../../testing/properties.ts';
import {
  accuracyScore,
  cohenKappaScore,
  compareModels,
  confidenceInterval,
  f1Score,
  matthewsCorrcoef,
  unweightedAverageRecall,
  wilsonInterval,
} from '../index.ts';

describe('intervals', () => {
  const grouped = data
    .filter(({ yTrue }) => yTrue.length > 3)
    .map((d) => ({ ...d, groups: d.yTrue.map((_, i) => i % 3) }));
  holds(
    'low ≤ high, the same for the same seed, and within the range of accuracy',
    fc.tuple(grouped, fc.integer({ min: 0, max: 0xffffffff })),
    ([d, seed]) => {
      const options = { ...d, seed, replicates: 60 };
      const { low, high } = confidenceInterval(options);
      expect(low >= 0 && low <= high && high <= 1).toBe(true);
      expect(confidenceInterval(options)).toEqual(confidenceInterval(options));
    },
  );
  holds(
    'a named metric resamples as the function of that name does',
    fc.tuple(grouped, fc.integer({ min: 0, max: 99 })),
    ([d, seed]) => {
      const labels = union(d);
      const functions = {
        accuracy: accuracyScore,
        uar: (own: Data) => unweightedAverageRecall({ ...own, labels, zeroDivision: Number.NaN }),
        macroF1: (own: Data) => f1Score({ ...own, labels, average: 'macro', zeroDivision: Number.NaN }),
        weightedF1: (own: Data) => f1Score({ ...own, labels, average: 'weighted', zeroDivision: Number.NaN }),
        mcc: matthewsCorrcoef,
        kappa: (own: Data) => cohenKappaScore(own),
      } as const;
      for (const [name, metric] of Object.entries(functions)) {
        const options = { ...d, seed, replicates: 15 };
        const run = (which: keyof typeof functions | typeof metric): number[] => {
          try {
            const { estimate, low, high } = confidenceInterval({ ...options, metric: which });
            return [estimate, low, high];
          } catch {
            return [];
          }
        };
        nearAll(run(name as keyof typeof functions), run(metric));
      }
    },
  );
  holds('everything right: [1, 1] for the bootstrap, not for Wilson', data, ({ yTrue }) => {
    const d = { yTrue, yPred: yTrue };
    expect(confidenceInterval({ ...d, replicates: 20 })).toMatchObject({ low: 1, high: 1 });
    const wilson = confidenceInterval({ ...d, method: 'wilson' });
    expect(wilson.high).toBe(1);
    expect(wilson.low).toBeLessThan(1);
  });
  holds(
    'one item a group is no groups',
    data.filter(({ yTrue }) => yTrue.length > 1),
    (d) => {
      const groups = d.yTrue.map((_, i) => i);
      const a = confidenceInterval({ ...d, groups, replicates: 40 });
      const b = confidenceInterval({ ...d, replicates: 40 });
      expect([a.low, a.high, a.estimate]).toEqual([b.low, b.high, b.estimate]);
    },
  );
  holds(
    'Wilson contains the share, narrows with more trials, and mirrors failures',
    fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 60 })),
    ([k, n]) => {
      const successes = Math.min(k, n);
      const own = wilsonInterval({ successes, trials: n });
      const more = wilsonInterval({ successes: 4 * successes, trials: 4 * n });
      const mirrored = wilsonInterval({ successes: n - successes, trials: n });
      expect(own.low <= successes / n && successes / n <= own.high).toBe(true);
      expect(more.high - more.low).toBeLessThan(own.high - own.low);
      near(mirrored.low, 1 - own.high);
    },
  );
  holds('a model against itself differs by nothing', grouped, (d) => {
    const [pair] = compareModels({
      yTrue: d.yTrue,
      predictions: { a: d.yPred, b: d.yPred },
      groups: d.groups,
      replicates: 20,
    }).pairs;
    expect(pair).toMatchObject({ difference: 0, low: 0, high: 0, pValue: 1, pHolm: 1 });
  });
});
