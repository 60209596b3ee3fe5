import { describe, expect, test } from 'vitest';
import { readGolden } from '../testing/golden.ts';
import {
  accuracyScore,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  f1Score,
  fbetaScore,
  logLoss,
  MetricsError,
  rocAucScore,
  topKAccuracyScore,
} from './index.ts';
import { auc, calibrationCurve, detCurve, rocCurve } from './probability/index.ts';

const { refusals } = readGolden<{ refusals: Record<string, { error?: string; message?: string }> }>(
  'sklearn-extended.json',
);
const one = ['a', 'b'];
const both = { yTrue: one, yPred: one };
const eye = (n: number, columns = n, scale = 1): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: columns }, (_, j) => (i === j ? scale : 0)));
const three = { yTrue: [0, 1, 2], yScore: eye(3) };
/** What a caller without types could pass. */
const untyped = <T>(value: unknown): T => value as T;

/** Each refusal of scikit-learn with ours: code, and what its message must name. */
const ours: Record<string, [run: () => unknown, code: string, message: RegExp]> = {
  empty: [() => accuracyScore({ yTrue: [], yPred: [] }), 'EMPTY_INPUT', /yTrue is empty; at least 1/],
  lengths: [() => accuracyScore({ yTrue: one, yPred: ['a'] }), 'LENGTH_MISMATCH', /yTrue has 2 items, but yPred has 1/],
  'nan label': [() => accuracyScore({ yTrue: [1, Number.NaN], yPred: [1, 1] }), 'INVALID_LABEL', /yTrue\[1\] is NaN/],
  'mixed types': [
    () => accuracyScore({ yTrue: one, yPred: [0, 1] }),
    'MIXED_LABEL_TYPES',
    /yPred\[0\] is the number 0 among string labels such as "a"/,
  ],
  'probabilities for labels': [
    () => accuracyScore({ yTrue: [0, 1], yPred: [0.3, 0.8] }),
    'CONTINUOUS_TARGET',
    /yPred\[0\] is 0\.3.*yProba/,
  ],
  'binary average of three classes': [
    () => f1Score({ yTrue: [0, 1, 2], yPred: [0, 1, 2] }),
    'INVALID_OPTION',
    /'binary' needs two classes.*\[0, 1, 2\].*another average/,
  ],
  'positive label absent': [
    () => f1Score({ yTrue: [0, 1], yPred: [0, 1], posLabel: 5 }),
    'INVALID_OPTION',
    /posLabel 5 is not one of the labels \[0, 1\]/,
  ],
  'positive label of names': [
    () => f1Score(both),
    'INVALID_OPTION',
    /posLabel 1 is not one of the labels \["a", "b"\]/,
  ],
  'nan weight': [
    () => accuracyScore({ ...both, sampleWeight: [1, Number.NaN] }),
    'INVALID_WEIGHT',
    /sampleWeight\[1\] is NaN/,
  ],
  'weights of another length': [
    () => accuracyScore({ ...both, sampleWeight: [1] }),
    'LENGTH_MISMATCH',
    /sampleWeight has 1/,
  ],
  'weights all zero': [() => accuracyScore({ ...both, sampleWeight: [0, 0] }), 'INVALID_WEIGHT', /no non-zero/],
  'zero division of a half': [
    () => f1Score({ ...both, posLabel: 'a', zeroDivision: 0.5 }),
    'INVALID_OPTION',
    /zeroDivision must be 0, 1, NaN or 'warn', received 0\.5/,
  ],
  'negative beta': [
    () => fbetaScore({ ...both, posLabel: 'a', beta: -1 }),
    'INVALID_OPTION',
    /beta must be .*\[0, Infinity\], received -1/,
  ],
  'target names without labels': [
    () => classificationReport({ yTrue: [0, 1, 2], yPred: [0, 1, 2], targetNames: ['x', 'y'] }),
    'INVALID_LABELS',
    /3 classes and 2 targetNames.*labels/,
  ],
  'no labels': [() => confusionMatrix({ ...both, labels: [] }), 'INVALID_LABELS', /at least one label/],
  'labels not in truth': [
    () => confusionMatrix({ ...both, labels: ['z'] }),
    'INVALID_LABELS',
    /None of labels \["z"\] occurs in yTrue/,
  ],
  'unknown normalization': [
    () => confusionMatrix({ ...both, normalize: untyped('rows') }),
    'INVALID_OPTION',
    /normalize must be one of "true", "pred", "all", null, received "rows"/,
  ],
  'multiclass auc without a choice': [() => rocAucScore(three), 'INVALID_OPTION', /multiClass.*"ovr", "ovo"/],
  'auc rows do not sum to one': [
    () => rocAucScore({ ...three, yScore: eye(3, 3, 2), multiClass: 'ovr' }),
    'INVALID_SCORE',
    /Row 0 of yScore sums to 2/,
  ],
  'auc of unsorted labels': [
    () => rocAucScore({ ...three, multiClass: 'ovr', labels: [2, 1, 0] }),
    'INVALID_LABELS',
    /labels must be sorted.*classes/,
  ],
  'auc columns': [
    () => rocAucScore({ ...three, yScore: eye(3, 4), multiClass: 'ovr' }),
    'INVALID_SCORE',
    /4 columns for the classes \[0, 1, 2\]/,
  ],
  'weighted ovo': [
    () => rocAucScore({ ...three, multiClass: 'ovo', sampleWeight: [1, 2, 3] }),
    'INVALID_OPTION',
    /sampleWeight must be left out with 'ovo'/,
  ],
  'ovo of each class': [
    () => rocAucScore({ ...three, multiClass: 'ovo', average: null }),
    'INVALID_OPTION',
    /average \(with 'ovo'\) must be one of "macro", "weighted"/,
  ],
  'log loss above one': [
    () =>
      logLoss({
        yTrue: [0, 1],
        yProba: [
          [0.5, 0.5],
          [-0.2, 1.2],
        ],
      }),
    'INVALID_SCORE',
    /-0\.2, which is not in \[0, 1\].*softmax/,
  ],
  'log loss of one label': [
    () =>
      logLoss({
        yTrue: [0, 0],
        yProba: [
          [0.5, 0.5],
          [0.2, 0.8],
        ],
      }),
    'INVALID_LABELS',
    /Only the label 0 occurs.*labels/,
  ],
  'log loss columns': [
    () =>
      logLoss({
        yTrue: [0, 1],
        yProba: [
          [0.5, 0.3, 0.2],
          [0.2, 0.7, 0.1],
        ],
      }),
    'INVALID_SCORE',
    /yProba has 3 columns for the classes \[0, 1\].*labels/,
  ],
  'curve of names without positive label': [
    () => rocCurve({ yTrue: one, yScore: [0.1, 0.2] }),
    'INVALID_OPTION',
    /Name the positive label of \["a", "b"\]/,
  ],
  'curve of three classes': [
    () => rocCurve({ yTrue: [0, 1, 2], yScore: [0.1, 0.2, 0.3] }),
    'INVALID_OPTION',
    /\[0, 1, 2\]/,
  ],
  'det of one class': [
    () => detCurve({ yTrue: [1, 1], yScore: [0.1, 0.2] }),
    'UNDEFINED_RESULT',
    /exactly two classes/,
  ],
  'area of one point': [() => auc({ x: [0], y: [1] }), 'UNDEFINED_RESULT', /at least 2 points, received 1/],
  'area that turns back': [
    () => auc({ x: [0, 1, 0.5], y: [1, 1, 1] }),
    'UNDEFINED_RESULT',
    /neither increasing nor decreasing/,
  ],
  'top zero': [
    () => topKAccuracyScore({ ...three, k: 0 }),
    'INVALID_OPTION',
    /k must be an integer of at least 1, received 0/,
  ],
  'top-k columns': [
    () => topKAccuracyScore({ ...three, yScore: eye(3, 4) }),
    'INVALID_SCORE',
    /4 columns for the classes/,
  ],
  'calibration of three classes': [
    () => calibrationCurve({ yTrue: [0, 1, 2], yProba: [0.1, 0.2, 0.3], posLabel: 1 }),
    'INVALID_OPTION',
    /two classes/,
  ],
  'calibration above one': [
    () => calibrationCurve({ yTrue: [0, 1], yProba: [0.1, 1.2] }),
    'INVALID_SCORE',
    /1\.2.*\[0, 1\]/,
  ],
  'kappa labels not in truth': [() => cohenKappaScore({ ...both, labels: ['z'] }), 'INVALID_LABELS', /None of labels/],
  'score is nan': [
    () => rocAucScore({ yTrue: [0, 1], yScore: [0.1, Number.NaN] }),
    'INVALID_SCORE',
    /yScore\[1\] is NaN/,
  ],
};

describe('what scikit-learn refuses, we refuse', () => {
  test('every recorded case has its counterpart', () => {
    expect(Object.keys(ours).sort()).toEqual(Object.keys(refusals).sort());
    for (const { error } of Object.values(refusals)) expect(error).toBeDefined();
  });

  test.each(Object.entries(ours))('%s', (_, [run, code, message]) => {
    let caught: unknown;
    try {
      run();
    } catch (error) {
      caught = error;
    }
    expect(MetricsError.isInstance(caught)).toBe(true);
    expect(caught).toMatchObject({ code, name: 'MetricsError' });
    expect((caught as Error).message).toMatch(message);
  });
});

describe('what only JavaScript lets through', () => {
  test.each([
    ['a string for an array', () => accuracyScore({ yTrue: untyped('abc'), yPred: untyped('abc') }), 'INVALID_LABEL'],
    ['null', () => accuracyScore({ yTrue: untyped(null), yPred: one }), 'INVALID_LABEL'],
    ['undefined among labels', () => accuracyScore({ yTrue: untyped(['a', undefined]), yPred: one }), 'INVALID_LABEL'],
    ['multilabel rows', () => accuracyScore({ yTrue: untyped(eye(2)), yPred: untyped(eye(2)) }), 'INVALID_LABEL'],
    ['infinity', () => accuracyScore({ yTrue: [1, Number.POSITIVE_INFINITY], yPred: [1, 1] }), 'CONTINUOUS_TARGET'],
    ['booleans and numbers', () => accuracyScore({ yTrue: [true, false], yPred: [1, 0] }), 'MIXED_LABEL_TYPES'],
    ['labels of another kind', () => confusionMatrix({ ...both, labels: [0, 1] }), 'MIXED_LABEL_TYPES'],
    ['labels twice', () => confusionMatrix({ ...both, labels: ['a', 'a'] }), 'INVALID_LABELS'],
    ['weights that cancel', () => accuracyScore({ ...both, sampleWeight: [1, -1] }), 'INVALID_WEIGHT'],
    ['ragged rows', () => logLoss({ yTrue: [0, 1], yProba: [[0.5, 0.5], [1]] }), 'INVALID_SCORE'],
    ['three dimensions', () => logLoss({ yTrue: [0], yProba: { data: [1], shape: [1, 1, 1] } }), 'INVALID_SCORE'],
    [
      'a view beyond its data',
      () => logLoss({ yTrue: [0, 1], yProba: { data: [0.5, 0.5], shape: [2, 2] } }),
      'INVALID_SCORE',
    ],
    ['two columns for two classes', () => rocAucScore({ yTrue: [0, 1], yScore: eye(2) }), 'INVALID_SCORE'],
    ['two columns for two classes, top-k', () => topKAccuracyScore({ yTrue: [0, 1], yScore: eye(2) }), 'INVALID_SCORE'],
    [
      'labels and classes at once',
      () => logLoss({ yTrue: [0, 1], yProba: eye(2), labels: [0, 1], classes: [0, 1] }),
      'INVALID_OPTION',
    ],
    [
      'a true label without a column',
      () => logLoss({ yTrue: [0, 3], yProba: eye(2), labels: [0, 1] }),
      'UNKNOWN_LABEL',
    ],
    ['log loss of unsorted labels', () => logLoss({ yTrue: [0, 1], yProba: eye(2), labels: [1, 0] }), 'INVALID_LABELS'],
    ['an unknown average', () => f1Score({ ...both, average: untyped('samples') }), 'INVALID_OPTION'],
    ['kappa out of range', () => cohenKappaScore({ ...both, replaceUndefinedBy: 2 }), 'INVALID_OPTION'],
    ['unknown kappa weights', () => cohenKappaScore({ ...both, weights: untyped('cubic') }), 'INVALID_OPTION'],
  ])('%s', (_, run, code) => {
    expect(run).toThrow(expect.objectContaining({ code }));
  });

  test('errors are recognized across copies of the package, and others are not', () => {
    const foreign = Object.assign(new Error('x'), { '@ser/metrics/MetricsError': true });
    expect(MetricsError.isInstance(foreign)).toBe(true);
    expect(MetricsError.isInstance(new Error('x'))).toBe(false);
    expect(MetricsError.isInstance('x')).toBe(false);
  });
});
