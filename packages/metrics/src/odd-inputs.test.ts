import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { expectSklearn, readGolden } from '../testing/golden.ts';
import {
  accuracyScore,
  classificationReport,
  confidenceInterval,
  f1Score,
  logLoss,
  matthewsCorrcoef,
  mcnemarTest,
  rocAucScore,
} from './index.ts';
import { fitTemperature } from './probability/index.ts';

const { odd } = readGolden<{ odd: { matthews: number; booleanF1: number; weightedReport: string } }>(
  'sklearn-extended.json',
);

test('a constant side has no correlation, whatever the weights', () => {
  const own = matthewsCorrcoef({ yTrue: ['a', 'a', 'a'], yPred: ['b', 'c', 'c'], sampleWeight: [0.1, 0.6, 0.3] });
  expectSklearn('matthewsCorrcoef', 'metrics.matthews_corrcoef', [own], [odd.matthews]);
});

test("Python's True is 1: booleans need no posLabel", () => {
  const own = f1Score({ yTrue: [true, false, true], yPred: [true, true, false] });
  expectSklearn('f1Score', 'metrics.f1_score', [own], [odd.booleanF1]);
  expect(f1Score({ yTrue: [true, false], yPred: [false, false], posLabel: false })).toBeCloseTo(2 / 3, 15);
});

test('the accuracy row prints the micro-F1, to the last of 17 digits', () => {
  const report = classificationReport({
    yTrue: [...'bcdaa'],
    yPred: [...'dcbbd'],
    sampleWeight: [5.4, 5.5, 4, 8.6, 2.3],
    digits: 17,
  });
  expect(String(report)).toBe(odd.weightedReport);
});

test('a temperature whose slope is exactly 0 is the answer', () => {
  const { temperature, logLossAfter } = fitTemperature({
    yTrue: [1, 0, 0, 0],
    logits: [
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 0],
    ],
  });
  expect(temperature).toBeCloseTo(1 / Math.log(3), 12);
  expect(logLossAfter).toBeCloseTo(0.5623351446, 9);
});

test('no temperature near the fitted one is better, for counts of any proportion', () => {
  for (let right = 2; right < 60; right++) {
    const yTrue = Array.from({ length: 60 }, (_, i) => (i < right ? 0 : 1));
    const logits = yTrue.map(() => [1, 0]);
    if (right <= 30) continue;
    const { temperature } = fitTemperature({ yTrue, logits });
    expect(temperature).toBeCloseTo(1 / Math.log(right / (60 - right)), 9);
  }
});

test('limits of Student and jackknife end where the metric ends', () => {
  const groups = Array.from({ length: 24 }, (_, i) => Math.floor(i / 4));
  const yTrue = groups.map((_, i) => (i % 2 === 0 ? 'a' : 'b'));
  const yPred = yTrue.map((label, i) => (i === 5 ? 'a' : label));
  for (const method of ['t', 'jackknife'] as const) {
    // A speaker without a mistake has no kappa by itself, so that only what is defined for each stands here.
    for (const metric of ['accuracy', 'uar', 'macroF1', 'mcc'] as const) {
      const { low, high } = confidenceInterval({ yTrue, yPred, groups, method, metric });
      expect(high).toBe(1);
      expect(low).toBeLessThan(1);
    }
  }
  expect(confidenceInterval({ yTrue, yPred, groups, method: 't', metric: accuracyScore }).high).toBeCloseTo(1.0654, 4);
});

test('exact p-values keep their digits at any number of items', () => {
  const p = (onlyACorrect: number, onlyBCorrect: number): number => mcnemarTest({ onlyACorrect, onlyBCorrect }).pValue;
  // SciPy 1.17: stats.binomtest(2498000, 4996000 + 4000).pvalue.
  expect(Math.abs(p(2_498_000, 2_502_000) / 0.07371033006734745 - 1)).toBeLessThan(1e-11);
  expect(mcnemarTest({ onlyACorrect: 6, onlyBCorrect: 6, method: 'chi-square-corrected' }).statistic).toBe(1 / 12);
});

test("predict's flat table is taken as it is", () => {
  const yTrue = ['a', 'b', 'c', 'a'];
  const rows = [
    [0.5, 0.25, 0.25],
    [0.25, 0.5, 0.25],
    [0.25, 0.25, 0.5],
    [0.25, 0.5, 0.25],
  ];
  const flat = Float32Array.from(rows.flat());
  expect(logLoss({ yTrue, yProba: flat })).toBe(logLoss({ yTrue, yProba: rows.map((row) => Float32Array.from(row)) }));
  expect(rocAucScore({ yTrue, yScore: flat, multiClass: 'ovr' })).toBe(
    rocAucScore({ yTrue, yScore: rows, multiClass: 'ovr' }),
  );
  expect(() => logLoss({ yTrue, yProba: flat.subarray(1) })).toThrow(/yTrue has 4 items, but yProba has 11/);
});

test('float32 of another context is float32', () => {
  const foreign = runInNewContext('Float32Array.of(0, 1, 1, 0)') as Float32Array;
  const own = Float32Array.of(0, 1, 1, 0);
  expect(logLoss({ yTrue: [0, 1], yProba: foreign })).toBe(logLoss({ yTrue: [0, 1], yProba: own }));
  expect(logLoss({ yTrue: [0, 1], yProba: foreign })).toBeCloseTo(15.94, 2);
});
