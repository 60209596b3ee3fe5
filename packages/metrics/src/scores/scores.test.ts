import { describe, expect, test } from 'vitest';
import { expectSklearn, type GoldenNumber, number, readGolden } from '../../testing/golden.ts';
import {
  accuracyScore,
  balancedAccuracyScore,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  type Label,
  MetricsError,
  matthewsCorrcoef,
  type Normalization,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
  unweightedAverageRecall,
  weightedAccuracy,
} from '../index.ts';

type Prfs = [
  GoldenNumber | GoldenNumber[],
  GoldenNumber | GoldenNumber[],
  GoldenNumber | GoldenNumber[],
  number[] | null,
];
interface ScoreCase {
  name: string;
  y_true: Label[];
  y_pred: Label[];
  labels: Label[] | null;
  pos_label: Label | null;
  sample_weight: number[] | null;
  prfs: {
    beta: GoldenNumber;
    average: 'micro' | 'macro' | 'weighted' | null;
    zeroDivision: GoldenNumber;
    values: Prfs;
  }[];
  binary: { beta: number; values: Prfs | { error: string } }[];
  confusion: Record<string, number[][]>;
  kappa: Record<'None' | 'linear' | 'quadratic', GoldenNumber>;
  accuracy: number;
  correct: number;
  balanced: number;
  balancedAdjusted: GoldenNumber;
  mcc: number;
  uar: GoldenNumber;
}
const { labelScores } = readGolden<{ labelScores: ScoreCase[] }>('sklearn-extended.json');
const flat = (value: Prfs[0]): GoldenNumber[] => (Array.isArray(value) ? value : [value]);
const list = (value: number | Float64Array): ArrayLike<number> => (typeof value === 'number' ? [value] : value);

describe.each(labelScores)('$name', (c) => {
  const whole = { yTrue: c.y_true, yPred: c.y_pred, sampleWeight: c.sample_weight ?? undefined };
  const data = { ...whole, labels: c.labels ?? undefined };

  test('precision, recall, F-measure for every beta, average and zero division', () => {
    for (const { beta, average, zeroDivision, values } of c.prfs) {
      const options = { ...data, average, zeroDivision: number(zeroDivision) };
      const withBeta = { ...options, beta: number(beta) };
      const own = precisionRecallFscoreSupport(withBeta);
      const check = (name: string, actual: number | Float64Array, expected: Prfs[0]): void =>
        expectSklearn(name, 'metrics.precision_recall_fscore_support', list(actual), flat(expected));
      check('precisionRecallFscoreSupport', own.precision, values[0]);
      check('precisionRecallFscoreSupport', own.recall, values[1]);
      check('precisionRecallFscoreSupport', own.fScore, values[2]);
      if (own.support !== null) check('precisionRecallFscoreSupport', own.support, values[3] as number[]);
      check('precisionScore', precisionScore(options), values[0]);
      check('recallScore', recallScore(options), values[1]);
      check('fbetaScore', fbetaScore(withBeta), values[2]);
      if (beta === 1) check('f1Score', f1Score(options), values[2]);
    }
  });

  test('the positive class alone', () => {
    for (const { beta, values } of c.binary) {
      const options = {
        ...whole,
        beta,
        average: 'binary',
        posLabel: c.pos_label ?? undefined,
        zeroDivision: 0,
      } as const;
      if (!Array.isArray(values)) {
        expect(() => precisionRecallFscoreSupport(options)).toThrow(MetricsError);
        continue;
      }
      const { precision, recall, fScore } = precisionRecallFscoreSupport(options);
      expectSklearn(
        'precisionRecallFscoreSupport',
        'metrics.precision_recall_fscore_support',
        [precision, recall, fScore],
        values.slice(0, 3).flatMap((value) => flat(value as Prfs[0])),
      );
    }
  });

  test('confusion matrices', () => {
    for (const [key, rows] of Object.entries(c.confusion)) {
      const normalize = key === 'None' ? null : (key as Normalization);
      const matrix = confusionMatrix({ ...data, normalize });
      expectSklearn('confusionMatrix', 'metrics.confusion_matrix', matrix.to1DArray(), rows.flat());
    }
  });

  test('kappa, Matthews, accuracies', () => {
    for (const [key, value] of Object.entries(c.kappa)) {
      const weights = key === 'None' ? null : (key as 'linear');
      expectSklearn('cohenKappaScore', 'metrics.cohen_kappa_score', [cohenKappaScore({ ...data, weights })], [value]);
    }
    expectSklearn('matthewsCorrcoef', 'metrics.matthews_corrcoef', [matthewsCorrcoef(whole)], [c.mcc]);
    expectSklearn('accuracyScore', 'metrics.accuracy_score', [accuracyScore(whole)], [c.accuracy]);
    expectSklearn(
      'accuracyScore',
      'metrics.accuracy_score',
      [accuracyScore({ ...whole, normalize: false })],
      [c.correct],
    );
    expect(weightedAccuracy(whole)).toBe(accuracyScore(whole));
    const balanced = [balancedAccuracyScore(whole), balancedAccuracyScore({ ...whole, adjusted: true })];
    expectSklearn('balancedAccuracyScore', 'metrics.balanced_accuracy_score', balanced, [
      c.balanced,
      c.balancedAdjusted,
    ]);
    expectSklearn(
      'unweightedAverageRecall',
      'metrics.recall_score',
      [unweightedAverageRecall({ ...data, zeroDivision: Number.NaN })],
      [c.uar],
    );
  });
});

describe('UAR', () => {
  const yTrue = ['calm', 'calm', 'sad', 'sad'];
  const yPred = ['calm', 'sad', 'sad', 'disgust'];

  test('a class outside yTrue is a matter of policy, stated by the option', () => {
    const labels = ['calm', 'disgust', 'sad'];
    const warnings: string[] = [];
    const onWarning = ({ code }: { code: string }): void => void warnings.push(code);
    expect(unweightedAverageRecall({ yTrue, yPred, labels, onWarning })).toBe(0.5);
    expect(warnings).toEqual(['unseen-class']);
    expect(unweightedAverageRecall({ yTrue, yPred, labels, zeroDivision: 0 })).toBeCloseTo(1 / 3, 15);
    expect(unweightedAverageRecall({ yTrue, yPred, labels, zeroDivision: 1 })).toBeCloseTo(2 / 3, 15);
    expect(balancedAccuracyScore({ yTrue, yPred })).toBe(0.5);
    expect(recallScore({ yTrue, yPred, average: 'macro', zeroDivision: 0 })).toBeCloseTo(1 / 3, 15);
    expect(unweightedAverageRecall({ yTrue, yPred, labels: ['fearful'] })).toBeNaN();
  });
});

describe('warnings are data', () => {
  const collect = (run: (onWarning: (w: { code: string }) => void) => unknown): string[] => {
    const codes: string[] = [];
    run(({ code }) => void codes.push(code));
    return codes;
  };
  test.each([
    ['single-label', (onWarning) => confusionMatrix({ yTrue: ['a'], yPred: ['a'], onWarning })],
    ['unseen-class', (onWarning) => balancedAccuracyScore({ yTrue: ['a'], yPred: ['b'], onWarning })],
    ['undefined-metric', (onWarning) => cohenKappaScore({ yTrue: ['a'], yPred: ['a'], onWarning })],
    [
      'undefined-metric',
      (onWarning) => f1Score({ yTrue: ['a'], yPred: ['a'], labels: ['b'], average: 'macro', onWarning }),
    ],
    ['undefined-metric', (onWarning) => precisionScore({ yTrue: [0], yPred: [0], onWarning })],
    [
      'negative-weight',
      (onWarning) => accuracyScore({ yTrue: [0, 1], yPred: [0, 1], sampleWeight: [2, -1], onWarning }),
    ],
    [
      'ignored-option',
      (onWarning) => f1Score({ yTrue: [0, 1], yPred: [0, 1], posLabel: 0, average: 'macro', onWarning }),
    ],
  ] as [string, (onWarning: (w: { code: string }) => void) => unknown][])('%s', (code, run) => {
    expect(collect(run)).toEqual([code]);
  });

  test('only of the ratio asked for', () => {
    const codes = collect((onWarning) =>
      recallScore({ yTrue: [0, 0], yPred: [0, 0], labels: [0], average: 'macro', onWarning }),
    );
    expect(codes).toEqual([]);
    // Class 1 is never predicted: its precision is undefined, its recall is not.
    expect(collect((onWarning) => recallScore({ yTrue: [0, 1], yPred: [0, 0], average: 'macro', onWarning }))).toEqual(
      [],
    );
    expect(
      collect((onWarning) => precisionScore({ yTrue: [0, 1], yPred: [0, 0], average: 'macro', onWarning })),
    ).toHaveLength(1);
  });

  test('micro averages warn about the pooled counts only', () => {
    expect(
      collect((onWarning) =>
        precisionRecallFscoreSupport({ yTrue: [0, 1], yPred: [0, 0], average: 'micro', onWarning }),
      ),
    ).toEqual([]);
  });

  test('kappa has a value to stand in', () => {
    expect(cohenKappaScore({ yTrue: ['a'], yPred: ['a'], replaceUndefinedBy: 1 })).toBe(1);
  });
});
