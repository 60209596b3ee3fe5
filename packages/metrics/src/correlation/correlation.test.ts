import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { readGolden } from '../../testing/golden.ts';
import { concordanceCorrelation, pearson } from '../index.ts';

interface CorrelationCase {
  name: string;
  y_true: number[];
  y_pred: number[];
  sample_weight: number[];
  pearson: number;
  concordance: number[];
}
const { correlations, versions } = readGolden<{
  correlations: CorrelationCase[];
  versions: { scipy: string; numpy: string };
}>('sklearn-extended.json');

describe.each(correlations)('$name', ({ y_true: yTrue, y_pred: yPred, sample_weight: sampleWeight, ...expected }) => {
  test('Pearson and concordance', () => {
    const claim = { package: 'metrics', path: 'float64', measure: 'absolute', tolerance: 1e-9 } as const;
    expectParity([pearson({ yTrue, yPred })], [expected.pearson], {
      ...claim,
      name: 'pearson',
      reference: `SciPy ${versions.scipy} stats.pearsonr`,
    });
    const own = [undefined, sampleWeight].map((weights) =>
      concordanceCorrelation({ yTrue, yPred, sampleWeight: weights }),
    );
    expectParity(own, expected.concordance, {
      ...claim,
      name: 'concordanceCorrelation',
      reference: `Lin 1989 by NumPy ${versions.numpy} cov`,
    });
  });
});

test('an offset costs concordance and no correlation', () => {
  const yTrue = Float32Array.of(1, 2, 3);
  const yPred = Float32Array.of(2, 3, 4);
  expect(pearson({ yTrue, yPred })).toBeCloseTo(1, 15);
  expect(concordanceCorrelation({ yTrue, yPred })).toBeCloseTo(4 / 7, 12);
});

test('constants are undefined, and said to be', () => {
  const heard: string[] = [];
  const onWarning = ({ code }: { code: string }): unknown => heard.push(code);
  expect(pearson({ yTrue: [1, 1], yPred: [1, 2], onWarning })).toBeNaN();
  expect(concordanceCorrelation({ yTrue: [1, 1], yPred: [1, 1], onWarning })).toBeNaN();
  expect(concordanceCorrelation({ yTrue: [1, 1], yPred: [2, 2] })).toBe(0);
  expect(heard).toEqual(['undefined-metric', 'undefined-metric']);
});

test('refuses what is no column of numbers', () => {
  expect(() => pearson({ yTrue: [1, Number.NaN], yPred: [1, 2] })).toThrow(/yTrue\[1\] is NaN/);
  expect(() => pearson({ yTrue: [[1, 2]], yPred: [1] } as never)).toThrow(/one number per item, received 2 columns/);
  expect(() => concordanceCorrelation({ yTrue: [1], yPred: [1, 2] })).toThrow(/yTrue has 1 items, but yPred has 2/);
});
