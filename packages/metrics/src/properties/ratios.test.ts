import { describe, expect } from 'vitest';
import { data, holds, near, nearAll, swap, union, weighted } from '../../testing/properties.ts';
import {
  accuracyScore,
  balancedAccuracyScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  type Label,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  unweightedAverageRecall,
} from '../index.ts';

describe('confusion matrix', () => {
  holds('cells add up to the weights, rows to supports, columns to predictions', weighted, (d) => {
    const matrix = confusionMatrix(d);
    const labels = union(d).sort();
    const weightOf = (side: Label[], label: Label): number =>
      side.reduce<number>((sum, own, i) => sum + (own === label ? d.sampleWeight[i]! : 0), 0);
    near(
      matrix.sum(),
      d.sampleWeight.reduce((a, b) => a + b),
    );
    nearAll(
      matrix.sum('row'),
      labels.map((l) => weightOf(d.yTrue, l)),
    );
    nearAll(
      matrix.sum('column'),
      labels.map((l) => weightOf(d.yPred, l)),
    );
    nearAll(precisionRecallFscoreSupport(d).support, matrix.sum('row'));
  });
  holds('each cell counts its pair', data, (d) => {
    const labels = union(d).sort();
    const matrix = confusionMatrix(d);
    labels.forEach((t, i) => {
      labels.forEach((p, j) => {
        expect(matrix.get(i, j)).toBe(d.yTrue.filter((own, k) => own === t && d.yPred[k] === p).length);
      });
    });
  });
  holds('its trace over its sum is the accuracy', weighted, (d) =>
    near(confusionMatrix(d).trace() / confusionMatrix(d).sum(), accuracyScore(d)),
  );
  holds('swapping the arguments transposes it', weighted, (d) =>
    nearAll(confusionMatrix(swap(d)).to1DArray(), confusionMatrix(d).transpose().to1DArray()),
  );
  holds('normalizing is dividing by counts', weighted, (d) => {
    const counts = confusionMatrix(d);
    const [rows, columns] = [counts.sum('row'), counts.sum('column')];
    const divide = (by: (i: number, j: number) => number): number[] =>
      counts.to2DArray().flatMap((row, i) => row.map((n, j) => (by(i, j) === 0 ? 0 : n / by(i, j))));
    nearAll(
      confusionMatrix({ ...d, normalize: 'true' }).to1DArray(),
      divide((i) => rows[i]!),
    );
    nearAll(
      confusionMatrix({ ...d, normalize: 'pred' }).to1DArray(),
      divide((_, j) => columns[j]!),
    );
    nearAll(
      confusionMatrix({ ...d, normalize: 'all' }).to1DArray(),
      divide(() => counts.sum()),
    );
  });
  holds('precision is recall with the arguments swapped', data, (d) => {
    const options = { average: null, zeroDivision: 0 } as const;
    nearAll(precisionScore({ ...d, ...options }), recallScore({ ...swap(d), ...options }));
  });
});

describe('precision, recall, F', () => {
  holds('lie in [0, 1], F between precision and recall, F1 their harmonic mean', data, (d) => {
    for (const beta of [0.5, 1, 2]) {
      const s = precisionRecallFscoreSupport({ ...d, beta, zeroDivision: 0 });
      for (const [k, f] of s.fScore.entries()) {
        const [p, r] = [s.precision[k]!, s.recall[k]!];
        for (const value of [p, r, f]) expect(value >= 0 && value <= 1).toBe(true);
        if (p + r === 0) {
          expect(f).toBe(0);
          continue;
        }
        expect(f).toBeGreaterThanOrEqual(Math.min(p, r) - 1e-15);
        expect(f).toBeLessThanOrEqual(Math.max(p, r) + 1e-15);
        near(f, ((1 + beta * beta) * p * r) / (beta * beta * p + r));
      }
    }
  });
  holds('follow from the confusion matrix', weighted, (d) => {
    const matrix = confusionMatrix(d);
    const s = precisionRecallFscoreSupport({ ...d, zeroDivision: Number.NaN });
    const ratio = (n: number, k: number): number => (n === 0 ? Number.NaN : matrix.get(k, k) / n);
    nearAll(s.recall, matrix.sum('row').map(ratio));
    nearAll(s.precision, matrix.sum('column').map(ratio));
  });
  holds('averages are what their names say', weighted, (d) => {
    const each = precisionRecallFscoreSupport({ ...d, zeroDivision: 0 });
    const total = each.support.reduce((a, b) => a + b);
    const macro = precisionRecallFscoreSupport({ ...d, average: 'macro', zeroDivision: 0 });
    const byWeight = precisionRecallFscoreSupport({ ...d, average: 'weighted', zeroDivision: 0 });
    for (const key of ['precision', 'recall', 'fScore'] as const) {
      near(macro[key], each[key].reduce((a, b) => a + b) / each.labels.length);
      near(byWeight[key], each[key].reduce((a, b, k) => a + b * each.support[k]!, 0) / total);
    }
  });
  holds('micro averages are the accuracy when every label is covered, so is weighted recall', weighted, (d) => {
    const micro = precisionRecallFscoreSupport({ ...d, average: 'micro' });
    for (const value of [micro.precision, micro.recall, micro.fScore]) near(value, accuracyScore(d));
    near(recallScore({ ...d, average: 'weighted' }), accuracyScore(d));
  });
  holds('UAR is balanced accuracy and, over labels that occur, macro recall', weighted, (d) => {
    near(unweightedAverageRecall(d), balancedAccuracyScore(d));
    const labels = [...new Set(d.yTrue.filter((_, i) => d.sampleWeight[i]! > 0))];
    near(unweightedAverageRecall({ ...d, labels }), recallScore({ ...d, labels, average: 'macro' }));
  });
  holds('β of 0 is precision, of infinity recall', data, (d) => {
    const options = { ...d, average: null, zeroDivision: 1 } as const;
    nearAll(fbetaScore({ ...options, beta: 0 }), precisionScore(options));
    nearAll(fbetaScore({ ...options, beta: Number.POSITIVE_INFINITY }), recallScore(options));
    nearAll(fbetaScore({ ...options, beta: 1 }), f1Score(options));
  });
  holds('the two classes of a binary problem are what average: null lists', data, (d) => {
    const labels = union(d);
    if (labels.length !== 2) return;
    labels.sort();
    const each = f1Score({ ...d, average: null, zeroDivision: 0 });
    for (const [k, posLabel] of labels.entries()) near(f1Score({ ...d, posLabel, zeroDivision: 0 }), each[k]!);
  });
});
