import ndarray from 'ndarray';
import { describe, expect, test } from 'vitest';
import { expectSklearn, type GoldenNumber, readGolden } from '../../testing/golden.ts';
import {
  averagePrecisionScore,
  brierScoreLoss,
  expectedCalibrationError,
  logLoss,
  rocAucScore,
  topKAccuracyScore,
} from './index.ts';

interface Call {
  options: Record<string, unknown>;
  value: GoldenNumber | GoldenNumber[] | { error: string };
}
interface MultiCase {
  name: string;
  y_true: string[];
  proba: number[][];
  labels: string[];
  sample_weight: number[];
  rocAuc: Call[];
  logLoss: Call[];
  brier: Call[];
  topK: Call[];
  averagePrecision?: Call[];
  calibrationError: { nBins: number; closed: 'left' | 'right'; l1: number; l2: number; max: number }[];
}
const golden = readGolden<{ multi: MultiCase[]; logLossFloat32: LossCase; logLossFloat64: LossCase }>(
  'sklearn-extended.json',
);
interface LossCase {
  y_true: number[];
  proba: number[][];
  value: number;
}

/** scikit-learn's option names as ours. */
const ours = (options: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
const list = (value: number | Float64Array): ArrayLike<number> => (typeof value === 'number' ? [value] : value);

describe.each(golden.multi)('$name', (c) => {
  const check = (
    name: string,
    reference: string,
    calls: Call[],
    score: (options: object) => number | Float64Array,
  ): void => {
    for (const { options, value } of calls) {
      const own = (): number | Float64Array => score({ yTrue: c.y_true, ...ours(options) });
      if (value !== null && typeof value === 'object' && 'error' in value)
        expect(own, JSON.stringify(options)).toThrow();
      else expectSklearn(name, reference, list(own()), [value].flat() as GoldenNumber[], 1e-9);
    }
  };

  test('ROC AUC', () =>
    check('rocAucScore', 'metrics.roc_auc_score', c.rocAuc, (o) => rocAucScore({ yScore: c.proba, ...o } as never)));
  test('log loss', () =>
    check('logLoss', 'metrics.log_loss', c.logLoss, (o) => logLoss({ yProba: c.proba, ...o } as never)));
  test('Brier score', () =>
    check('brierScoreLoss', 'metrics.brier_score_loss', c.brier, (o) =>
      brierScoreLoss({ yProba: c.proba, ...o } as never),
    ));
  test('top-k accuracy', () =>
    check('topKAccuracyScore', 'metrics.top_k_accuracy_score', c.topK, (o) =>
      topKAccuracyScore({ yScore: c.proba, ...o } as never),
    ));
  test('average precision', () =>
    check('averagePrecisionScore', 'metrics.average_precision_score', c.averagePrecision ?? [], (o) =>
      averagePrecisionScore({ yScore: c.proba, ...o } as never),
    ));

  test('calibration error, both edges', () => {
    for (const { nBins, closed, ...expected } of c.calibrationError) {
      for (const norm of ['l1', 'l2', 'max'] as const) {
        const own = expectedCalibrationError({
          yTrue: c.y_true,
          yProba: c.proba,
          labels: c.labels,
          nBins,
          closed,
          norm,
        });
        expect(own).toBeCloseTo(expected[norm], 12);
      }
    }
  });

  test('every form of a score matrix means the same', () => {
    const rows = c.y_true.length;
    const columns = c.labels.length;
    const flat = Float64Array.from(c.proba.flat());
    const transposed = Float64Array.from({ length: flat.length }, (_, i) => c.proba[i % rows]![Math.floor(i / rows)]!);
    const padded = Float64Array.from([9, 9, ...flat]);
    const value = logLoss({ yTrue: c.y_true, yProba: c.proba, labels: c.labels });
    for (const yProba of [
      c.proba.map((row) => Float64Array.from(row)),
      { data: flat, shape: [rows, columns] },
      { data: transposed, shape: [rows, columns], stride: [1, rows] },
      { data: padded, shape: [rows, columns], offset: 2 },
      ndarray(transposed, [columns, rows]).transpose(1, 0),
    ]) {
      expect(logLoss({ yTrue: c.y_true, yProba, labels: c.labels })).toBe(value);
    }
  });

  test('columns in any order, named by classes', () => {
    const order = [...c.labels.keys()].reverse();
    const yProba = c.proba.map((row) => order.map((k) => row[k]!));
    const classes = order.map((k) => c.labels[k]!);
    const sorted = { yTrue: c.y_true, labels: c.labels };
    const own = { yTrue: c.y_true, classes };
    expect(logLoss({ ...own, yProba })).toBeCloseTo(logLoss({ ...sorted, yProba: c.proba }), 14);
    expect(rocAucScore({ ...own, yScore: yProba, multiClass: 'ovo' })).toBeCloseTo(
      rocAucScore({ ...sorted, yScore: c.proba, multiClass: 'ovo' }),
      14,
    );
    // Among equal probabilities the first column is the prediction, so with ties the order matters.
    if (c.name.includes('ties')) return;
    expect(expectedCalibrationError({ ...own, yProba })).toBeCloseTo(
      expectedCalibrationError({ ...sorted, yProba: c.proba }),
      14,
    );
  });
});

describe('log loss of a certain miss', () => {
  test('is clipped by the type of the probabilities', () => {
    const { logLossFloat32: single, logLossFloat64: double } = golden;
    const rows = single.proba.map((row) => Float32Array.from(row));
    expect(logLoss({ yTrue: single.y_true, yProba: rows })).toBeCloseTo(single.value, 6);
    const view = { data: Float32Array.from(single.proba.flat()), shape: [3, 2] };
    expect(logLoss({ yTrue: single.y_true, yProba: view })).toBeCloseTo(single.value, 6);
    expectSklearn(
      'logLoss',
      'metrics.log_loss',
      [logLoss({ yTrue: double.y_true, yProba: double.proba })],
      [double.value],
      1e-9,
    );
    expect(double.value).not.toBeCloseTo(single.value, 1);
  });
});

describe('warnings', () => {
  const heard = (run: (onWarning: (w: { code: string }) => void) => unknown): string[] => {
    const codes: string[] = [];
    run(({ code }) => void codes.push(code));
    return codes;
  };
  test('rows that do not sum to one', () => {
    const yProba = [
      [0.5, 0.5],
      [0.2, 0.7],
    ];
    expect(heard((onWarning) => logLoss({ yTrue: [0, 1], yProba, onWarning }))).toEqual(['rows-not-normalized']);
  });
  test('one class has no area', () => {
    expect(heard((onWarning) => rocAucScore({ yTrue: [1, 1], yScore: [0.1, 0.2], onWarning }))).toEqual([
      'undefined-metric',
    ]);
  });
  test('k as large as the classes', () => {
    expect(heard((onWarning) => topKAccuracyScore({ yTrue: [0, 1], yScore: [0.1, 0.9], k: 2, onWarning }))).toEqual([
      'trivial-score',
    ]);
  });
});

describe('Brier score of one class that occurs', () => {
  test.each([
    [[1, 1], 0.29],
    [[0, 0], 0.09],
  ])('%j', (yTrue, expected) => {
    expect(brierScoreLoss({ yTrue, yProba: yTrue[0] === 1 ? [0.3, 0.7] : [0.3, 0.3] })).toBeCloseTo(expected, 12);
  });
  test('of names', () => {
    expect(brierScoreLoss({ yTrue: ['yes', 'yes'], yProba: [0.5, 1], posLabel: 'yes' })).toBe(0.125);
    expect(brierScoreLoss({ yTrue: [true, true], yProba: [0.5, 1] })).toBe(0.125);
  });
});
