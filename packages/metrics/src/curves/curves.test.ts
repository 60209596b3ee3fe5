import { describe, expect, test } from 'vitest';
import { expectSklearn, type GoldenNumber, readGolden } from '../../testing/golden.ts';
import type { Label } from '../input/label.ts';
import {
  auc,
  averagePrecisionScore,
  brierScoreLoss,
  calibrationCurve,
  equalErrorRate,
  logLoss,
  precisionRecallCurve,
  rocAucScore,
  rocCurve,
  topKAccuracyScore,
} from '../probability/index.ts';

type Curve = { dropIntermediate: boolean; weighted: boolean; value: GoldenNumber[][] | { error: string } }[];
interface BinaryCase {
  name: string;
  y_true: Label[];
  score: number[];
  pos_label: Label | null;
  sample_weight: number[];
  roc: Curve;
  precisionRecall: Curve;
  equalErrorRate: number[];
  auc?: number[];
  averagePrecision?: number[];
  topK?: number[];
  logLoss?: number;
  brier?: number[];
  calibration?: { nBins: number; strategy: 'uniform' | 'quantile'; value: number[][] }[];
}
interface Degenerate {
  y_true: number[];
  score: number[];
  roc: GoldenNumber[][];
  auc: GoldenNumber;
  precisionRecall: GoldenNumber[][];
  averagePrecision: number;
}
const golden = readGolden<{
  binary: BinaryCase[];
  degenerate: {
    noPositive: Degenerate;
    noNegative: Degenerate;
    trapezoid: { x: number[]; y: number[]; value: number }[];
  };
}>('sklearn-extended.json');

describe.each(golden.binary)('$name', (c) => {
  const data = { yTrue: c.y_true, yScore: c.score, posLabel: c.pos_label ?? undefined };
  const sampleWeight = c.sample_weight;
  const check = (
    name: string,
    reference: string,
    curves: Curve,
    draw: (options: typeof data & object) => ArrayLike<number>[],
  ): void => {
    for (const { dropIntermediate, weighted, value } of curves) {
      const options = { ...data, dropIntermediate, sampleWeight: weighted ? sampleWeight : undefined };
      if (!Array.isArray(value)) expect(() => draw(options)).toThrow();
      else for (const [k, axis] of draw(options).entries()) expectSklearn(name, reference, axis, value[k]!);
    }
  };

  test('ROC curve', () =>
    check('rocCurve', 'metrics.roc_curve', c.roc, (o) => {
      const { fpr, tpr, thresholds } = rocCurve(o);
      return [fpr, tpr, thresholds];
    }));
  test('precision–recall curve', () =>
    check('precisionRecallCurve', 'metrics.precision_recall_curve', c.precisionRecall, (o) => {
      const { precision, recall, thresholds } = precisionRecallCurve(o);
      return [precision, recall, thresholds];
    }));
  test('equal error rate', () => {
    const rates = [undefined, sampleWeight].map((weights) => equalErrorRate({ ...data, sampleWeight: weights }).rate);
    expectSklearn('equalErrorRate', 'metrics.roc_curve, where fpr = 1 − tpr', rates, c.equalErrorRate);
  });

  test('areas, losses, top-k', () => {
    const two = { yTrue: c.y_true, yScore: c.score };
    if (c.auc) {
      const own = [rocAucScore(two), rocAucScore({ ...two, sampleWeight })];
      expectSklearn('rocAucScore', 'metrics.roc_auc_score', own, c.auc, 1e-9);
      const { fpr, tpr } = rocCurve({ ...data, posLabel: data.posLabel ?? 1 });
      expectSklearn('auc', 'metrics.auc', [auc({ x: fpr, y: tpr })], [c.auc[0]!], 1e-9);
      expectSklearn(
        'topKAccuracyScore',
        'metrics.top_k_accuracy_score',
        [1, 2].map((k) => topKAccuracyScore({ ...two, k })),
        c.topK!,
      );
    }
    if (c.averagePrecision) {
      const own = [averagePrecisionScore(data), averagePrecisionScore({ ...data, sampleWeight })];
      expectSklearn('averagePrecisionScore', 'metrics.average_precision_score', own, c.averagePrecision, 1e-9);
    }
    if (c.brier) {
      const probabilities = { yTrue: c.y_true, yProba: c.score };
      const { posLabel } = data;
      const brier = [
        brierScoreLoss({ ...probabilities, posLabel }),
        brierScoreLoss({ ...probabilities, posLabel, sampleWeight, scaleByHalf: false }),
      ];
      expectSklearn('brierScoreLoss', 'metrics.brier_score_loss', brier, c.brier, 1e-9);
      expectSklearn('logLoss', 'metrics.log_loss', [logLoss(probabilities)], [c.logLoss!], 1e-9);
    }
  });

  test('calibration curve', () => {
    for (const { nBins, strategy, value } of c.calibration ?? []) {
      const { probTrue, probPred } = calibrationCurve({
        yTrue: c.y_true,
        yProba: c.score,
        posLabel: data.posLabel,
        nBins,
        strategy,
      });
      expectSklearn('calibrationCurve', 'calibration.calibration_curve', probTrue, value[0]!);
      expectSklearn('calibrationCurve', 'calibration.calibration_curve', probPred, value[1]!);
    }
  });
});

describe('degenerate data', () => {
  test('no positive item', () => {
    const { y_true, score, roc, precisionRecall, averagePrecision } = golden.degenerate.noPositive;
    const codes: string[] = [];
    const data = { yTrue: y_true, yScore: score, onWarning: ({ code }: { code: string }) => void codes.push(code) };
    const own = rocCurve(data);
    for (const [k, axis] of [own.fpr, own.tpr, own.thresholds].entries()) {
      expectSklearn('rocCurve', 'metrics.roc_curve', axis, roc[k]!);
    }
    const curve = precisionRecallCurve(data);
    for (const [k, axis] of [curve.precision, curve.recall, curve.thresholds].entries()) {
      expectSklearn('precisionRecallCurve', 'metrics.precision_recall_curve', axis, precisionRecall[k]!);
    }
    expect(averagePrecisionScore(data)).toBe(averagePrecision);
    expect(rocAucScore(data)).toBeNaN();
    expect(codes).toEqual(Array.from({ length: 4 }, () => 'undefined-metric'));
  });
  test('no negative item', () => {
    const { y_true, score, roc } = golden.degenerate.noNegative;
    const own = rocCurve({ yTrue: y_true, yScore: score });
    for (const [k, axis] of [own.fpr, own.tpr, own.thresholds].entries()) {
      expectSklearn('rocCurve', 'metrics.roc_curve', axis, roc[k]!);
    }
  });
  test.each(golden.degenerate.trapezoid)('area under $y over $x', ({ x, y, value }) => {
    expectSklearn('auc', 'metrics.auc', [auc({ x, y })], [value]);
  });
});

test('booleans have a positive class', () => {
  const yScore = [0.1, 0.4, 0.35, 0.8];
  const own = rocCurve({ yTrue: [false, false, true, true], yScore });
  expect(own).toEqual(rocCurve({ yTrue: [0, 0, 1, 1], yScore }));
  expect(rocAucScore({ yTrue: [false, false, true, true], yScore })).toBe(0.75);
  expect(averagePrecisionScore({ yTrue: [false, false, true, true], yScore })).toBeCloseTo(0.8333333333333333, 12);
});
