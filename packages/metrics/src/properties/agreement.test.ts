import { describe, expect } from 'vitest';
import { data, holds, near, swap, union, weighted } from '../../testing/properties.ts';
import { accuracyScore, cohenKappaScore, f1Score, type Label, matthewsCorrcoef } from '../index.ts';

describe('agreement', () => {
  holds('is perfect for equal labels', data, ({ yTrue }) => {
    const d = { yTrue, yPred: yTrue };
    const constant = new Set(yTrue).size === 1;
    expect(accuracyScore(d)).toBe(1);
    expect(f1Score({ ...d, average: 'macro' })).toBe(1);
    near(cohenKappaScore({ ...d, replaceUndefinedBy: -1 }), constant ? -1 : 1);
    near(matthewsCorrcoef(d), constant ? 0 : 1);
    if (!constant) near(cohenKappaScore({ ...d, weights: 'quadratic' }), 1);
  });
  holds('kappa and Matthews are symmetric and within [−1, 1]', weighted, (d) => {
    for (const weights of [null, 'linear', 'quadratic'] as const) {
      const kappa = cohenKappaScore({ ...d, weights, replaceUndefinedBy: 0 });
      expect(kappa).toBeGreaterThanOrEqual(-1 - 1e-12);
      expect(kappa).toBeLessThanOrEqual(1);
      near(cohenKappaScore({ ...swap(d), weights, replaceUndefinedBy: 0 }), kappa);
      const labels = union(d);
      const reversed = [...labels].reverse();
      if (new Set(d.yTrue).size === 1) continue;
      near(
        cohenKappaScore({ ...d, weights, labels: reversed, replaceUndefinedBy: 0 }),
        cohenKappaScore({ ...d, weights, labels, replaceUndefinedBy: 0 }),
      );
    }
    const mcc = matthewsCorrcoef(d);
    expect(Math.abs(mcc)).toBeLessThanOrEqual(1 + 1e-12);
    near(matthewsCorrcoef(swap(d)), mcc);
  });
  holds('Matthews of two classes is the correlation of their indicators', weighted, (d) => {
    const labels = union(d);
    if (labels.length > 2) return;
    const x = d.yTrue.map((l) => (l === labels[0] ? 1 : 0));
    const y = d.yPred.map((l) => (l === labels[0] ? 1 : 0));
    const w = d.sampleWeight;
    const total = w.reduce((a, b) => a + b);
    const mean = (v: number[]): number => v.reduce((sum, value, i) => sum + w[i]! * value, 0) / total;
    const cov = (u: number[], v: number[]): number => mean(u.map((value, i) => value * v[i]!)) - mean(u) * mean(v);
    const denominator = Math.sqrt(cov(x, x) * cov(y, y));
    near(matthewsCorrcoef(d), denominator < 1e-9 ? 0 : cov(x, y) / denominator, 1e-9);
  });
  holds('kappa is agreement beyond chance', data, (d) => {
    const n = d.yTrue.length;
    const share = (side: Label[], l: Label): number => side.filter((own) => own === l).length / n;
    const chance = union(d).reduce<number>((sum, l) => sum + share(d.yTrue, l) * share(d.yPred, l), 0);
    if (chance > 1 - 1e-9) return;
    near(cohenKappaScore(d), (accuracyScore(d) - chance) / (1 - chance), 1e-10);
  });
});
