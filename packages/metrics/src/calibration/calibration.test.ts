import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { expectSklearn, type GoldenNumber, readGolden } from '../../testing/golden.ts';
import {
  applyTemperature,
  expectedCalibrationError,
  fitTemperature,
  logLoss,
  reliabilityBins,
} from '../probability/index.ts';

interface TemperatureCase {
  name: string;
  y_true: number[];
  logits: number[][];
  sample_weight: number[];
  fitted: { temperature: number; proba: number[][] }[];
}
const { temperature } = readGolden<{ temperature: TemperatureCase[] }>('sklearn-extended.json');

describe.each(temperature)('temperature, $name', ({ y_true: yTrue, logits, sample_weight, fitted }) => {
  test.each([undefined, sample_weight])('is the one that scikit-learn finds', (sampleWeight) => {
    const expected = fitted[sampleWeight ? 1 : 0]!;
    const own = fitTemperature({ yTrue, logits, sampleWeight });
    // scikit-learn stops where the loss is flat to rounding, which leaves half of the digits.
    expectParity([own.temperature], [expected.temperature], {
      package: 'metrics',
      name: 'fitTemperature',
      reference: 'scikit-learn 1.9.1 calibration.CalibratedClassifierCV(method="temperature")',
      path: 'float64',
      measure: 'relative',
      tolerance: 1e-6,
    });
    const proba = applyTemperature({ logits: logits.slice(0, 3), temperature: own.temperature });
    for (const [i, row] of proba.entries()) {
      expectSklearn(
        'applyTemperature',
        'calibration.CalibratedClassifierCV.predict_proba',
        row,
        expected.proba[i]!,
        1e-6,
      );
    }
  });

  test('lowers the log loss, and is where its slope is 0', () => {
    const own = fitTemperature({ yTrue, logits });
    const loss = (t: number): number => logLoss({ yTrue, yProba: applyTemperature({ logits, temperature: t }) });
    expect(own.logLossAfter).toBeLessThan(own.logLossBefore);
    expect(own.logLossBefore).toBeCloseTo(loss(1), 9);
    expect(own.logLossAfter).toBeCloseTo(loss(own.temperature), 9);
    expect(loss(own.temperature * 1.01)).toBeGreaterThan(own.logLossAfter);
    expect(loss(own.temperature * 0.99)).toBeGreaterThan(own.logLossAfter);
  });

  test('can be fitted to probabilities', () => {
    const yProba = applyTemperature({ logits, temperature: 1 });
    expect(fitTemperature({ yTrue, yProba }).temperature).toBeCloseTo(fitTemperature({ yTrue, logits }).temperature, 4);
  });
});

describe('temperature without a minimum', () => {
  test.each([
    [
      'separable',
      [
        [2, 0],
        [0, 2],
      ],
      Math.exp(-10),
    ],
    [
      'all wrong',
      [
        [0, 2],
        [2, 0],
      ],
      Math.exp(10),
    ],
  ])('%s data stop at the bound, with a warning', (_, logits, expected) => {
    const codes: string[] = [];
    const own = fitTemperature({ yTrue: [0, 1], logits, onWarning: ({ code }) => void codes.push(code) });
    expect(own.temperature / expected).toBeCloseTo(1, 12);
    expect(codes).toEqual(['not-converged']);
  });
});

interface GuoCase {
  y_true: string[];
  labels: string[] | null;
  proba?: number[][];
  ece_guo_10?: GoldenNumber;
  ece_guo_15?: GoldenNumber;
  mce_guo_10?: GoldenNumber;
  mce_guo_15?: GoldenNumber;
}
const guo = readGolden<{ cases: GuoCase[] }>('sklearn-golden.json').cases.filter(({ proba }) => proba !== undefined);

test.each(guo)('calibration errors of Guo et al. %#', (c) => {
  const data = { yTrue: c.y_true, yProba: c.proba!, labels: c.labels! };
  for (const nBins of [10, 15] as const) {
    const [ece, mce] = [c[`ece_guo_${nBins}`]!, c[`mce_guo_${nBins}`]!];
    expect(expectedCalibrationError({ ...data, nBins })).toBeCloseTo(Number(ece), 12);
    expect(expectedCalibrationError({ ...data, nBins, norm: 'max' })).toBeCloseTo(Number(mce), 12);
  }
});

describe('a confidence on an edge', () => {
  // Three items of confidence 0.5, 0.75 and 1; edges at 0.5, 0.75 and 1 among four bins.
  const data = {
    yTrue: ['a', 'b', 'b'],
    labels: ['a', 'b'],
    yProba: [
      [0.5, 0.5],
      [0.75, 0.25],
      [0, 1],
    ],
    nBins: 4,
  };
  test('belongs to the lower bin by default', () => {
    expect(reliabilityBins(data).map(({ count }) => count)).toEqual([0, 1, 1, 1]);
  });
  test('or to the upper one', () => {
    expect(reliabilityBins({ ...data, closed: 'left' }).map(({ count }) => count)).toEqual([0, 0, 1, 2]);
  });
  test('bins carry confidence and accuracy, and an empty one NaN', () => {
    const bins = reliabilityBins(data);
    expect(bins[0]).toEqual({ lower: 0, upper: 0.25, count: 0, confidence: Number.NaN, accuracy: Number.NaN });
    expect(bins[1]).toEqual({ lower: 0.25, upper: 0.5, count: 1, confidence: 0.5, accuracy: 1 });
    expect(bins[2]).toEqual({ lower: 0.5, upper: 0.75, count: 1, confidence: 0.75, accuracy: 0 });
  });
  test('weights count', () => {
    expect(expectedCalibrationError({ ...data, sampleWeight: [0, 1, 1] })).toBeCloseTo(0.375, 12);
  });
});
