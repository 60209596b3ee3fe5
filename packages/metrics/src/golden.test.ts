import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectParity, recordParity } from '../../../tools/parity/expect-parity.ts';
import {
  type Average,
  accuracyScore,
  balancedAccuracyScore,
  classificationReport,
  confusionMatrix,
  f1Score,
  fbetaScore,
  type Label,
  type Normalization,
  precisionRecallFscoreSupport,
  precisionScore,
  recallScore,
} from './index.ts';

interface PerClass {
  precision: (number | null)[];
  recall: (number | null)[];
  f1: (number | null)[];
  support: number[];
}
type GoldenCase = {
  name: string;
  y_true: Label[];
  y_pred: Label[];
  labels: Label[] | null;
  sample_weight: number[] | null;
  accuracy: number;
  balanced: number;
  balanced_adj: number | null;
  report_dict_zd0: Record<string, number | Record<string, number>>;
} & Record<`report_zd${string}`, string> &
  Record<`confusion${string}`, number[][]> &
  Record<`prfs_zd${string}`, PerClass> &
  Record<`prfs_${Average}_zd${string}`, (number | null)[]>;

const golden = JSON.parse(readFileSync(new URL('../golden/sklearn-golden.json', import.meta.url), 'utf8')) as {
  sklearn: string;
  cases: GoldenCase[];
};
const reference = (what: string): string => `scikit-learn ${golden.sklearn} metrics.${what}`;
const exact = (name: string, what: string) =>
  ({
    package: 'metrics',
    name,
    reference: reference(what),
    path: 'float64',
    measure: 'absolute',
    tolerance: 1e-12,
  }) as const;
/** The golden file writes NaN as null. */
const numbers = (values: readonly (number | null)[]): number[] => values.map((value) => value ?? Number.NaN);

describe.each(golden.cases)('$name', (c) => {
  const data = {
    yTrue: c.y_true,
    yPred: c.y_pred,
    labels: c.labels ?? undefined,
    sampleWeight: c.sample_weight ?? undefined,
  };
  const whole = { ...data, labels: undefined };

  test('confusion matrices', () => {
    const claim = exact('confusionMatrix', 'confusion_matrix');
    expectParity(confusionMatrix(data).to1DArray(), c.confusion!.flat(), claim);
    for (const normalize of ['true', 'pred', 'all'] as Normalization[]) {
      expectParity(confusionMatrix({ ...data, normalize }).to1DArray(), c[`confusion_${normalize}`]!.flat(), claim);
    }
  });

  test.each([
    ['0', 0],
    ['1', 1],
    ['nan', Number.NaN],
  ] as const)('scores and report texts with zero division %s', (key, zeroDivision) => {
    const claim = exact('precisionRecallFscoreSupport', 'precision_recall_fscore_support');
    const perClass = precisionRecallFscoreSupport({ ...data, zeroDivision });
    const expected = c[`prfs_zd${key}`]!;
    expectParity(perClass.precision, numbers(expected.precision), claim);
    expectParity(perClass.recall, numbers(expected.recall), claim);
    expectParity(perClass.fScore, numbers(expected.f1), claim);
    expectParity(perClass.support, expected.support, claim);
    for (const average of ['micro', 'macro', 'weighted'] as const) {
      const { precision, recall, fScore } = precisionRecallFscoreSupport({ ...data, zeroDivision, average });
      const averaged = numbers(c[`prfs_${average}_zd${key}`]!);
      expectParity([precision, recall, fScore], averaged, claim);
      const options = { ...data, zeroDivision, average };
      expectParity([precisionScore(options)], [averaged[0]!], exact('precisionScore', 'precision_score'));
      expectParity([recallScore(options)], [averaged[1]!], exact('recallScore', 'recall_score'));
      expectParity([f1Score(options)], [averaged[2]!], exact('f1Score', 'f1_score'));
      expectParity([fbetaScore({ ...options, beta: 1 })], [averaged[2]!], exact('fbetaScore', 'fbeta_score'));
    }
    for (const digits of [2, 4]) {
      expect(String(classificationReport({ ...data, zeroDivision, digits }))).toBe(c[`report_zd${key}_d${digits}`]);
    }
    recordParity({
      ...exact('classificationReport', 'classification_report'),
      path: 'text, bytes',
      tolerance: 0,
      difference: 0,
    });
  });

  test('the report as JSON', () => {
    const actual = JSON.parse(JSON.stringify(classificationReport({ ...data, zeroDivision: 0 })));
    const expected = c.report_dict_zd0;
    expect(Object.keys(actual)).toEqual(Object.keys(expected));
    const flatten = (dictionary: object): number[] =>
      Object.values(dictionary).flatMap((entry) =>
        typeof entry === 'number' ? [entry] : Object.values(entry as object),
      );
    expectParity(flatten(actual), flatten(expected), exact('classificationReport', 'classification_report'));
  });

  test('accuracy and balanced accuracy', () => {
    expectParity([accuracyScore(whole)], [c.accuracy], exact('accuracyScore', 'accuracy_score'));
    const claim = exact('balancedAccuracyScore', 'balanced_accuracy_score');
    expectParity([balancedAccuracyScore(whole)], [c.balanced], claim);
    expectParity([balancedAccuracyScore({ ...whole, adjusted: true })], numbers([c.balanced_adj]), claim);
  });
});
