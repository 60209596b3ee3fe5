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
import { auc, calibrationCurve, equalErrorRate, rocCurve } from './probability/index.ts';

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
  empty: [() => accuracyScore({ yTrue: [], yPred: [] }), 'empty-input', /yTrue is empty; at least 1/],
  lengths: [() => accuracyScore({ yTrue: one, yPred: ['a'] }), 'length-mismatch', /yTrue has 2 items, but yPred has 1/],
  'nan label': [() => accuracyScore({ yTrue: [1, Number.NaN], yPred: [1, 1] }), 'invalid-label', /yTrue\[1\] is NaN/],
  'mixed types': [
    () => accuracyScore({ yTrue: one, yPred: [0, 1] }),
    'mixed-label-types',
    /yPred\[0\] is the number 0 among string labels such as "a"/,
  ],
  'probabilities for labels': [
    () => accuracyScore({ yTrue: [0, 1], yPred: [0.3, 0.8] }),
    'continuous-target',
    /yPred\[0\] is 0\.3.*yProba/,
  ],
  'binary average of three classes': [
    () => f1Score({ yTrue: [0, 1, 2], yPred: [0, 1, 2] }),
    'invalid-option',
    /'binary' needs two classes.*\[0, 1, 2\].*another average/,
  ],
  'positive label absent': [
    () => f1Score({ yTrue: [0, 1], yPred: [0, 1], posLabel: 5 }),
    'invalid-option',
    /posLabel 5 is not one of the labels \[0, 1\]/,
  ],
  'positive label of names': [
    () => f1Score(both),
    'invalid-option',
    /posLabel 1 is not one of the labels \["a", "b"\]/,
  ],
  'nan weight': [
    () => accuracyScore({ ...both, sampleWeight: [1, Number.NaN] }),
    'invalid-weight',
    /sampleWeight\[1\] is NaN/,
  ],
  'weights of another length': [
    () => accuracyScore({ ...both, sampleWeight: [1] }),
    'length-mismatch',
    /sampleWeight has 1/,
  ],
  'weights all zero': [() => accuracyScore({ ...both, sampleWeight: [0, 0] }), 'invalid-weight', /no non-zero/],
  'zero division of a half': [
    () => f1Score({ ...both, posLabel: 'a', zeroDivision: 0.5 }),
    'invalid-option',
    /zeroDivision must be 0, 1, NaN or 'warn', received 0\.5/,
  ],
  'negative beta': [
    () => fbetaScore({ ...both, posLabel: 'a', beta: -1 }),
    'invalid-option',
    /beta must be .*\[0, Infinity\], received -1/,
  ],
  'target names without labels': [
    () => classificationReport({ yTrue: [0, 1, 2], yPred: [0, 1, 2], targetNames: ['x', 'y'] }),
    'invalid-labels',
    /3 classes and 2 targetNames.*labels/,
  ],
  'no labels': [() => confusionMatrix({ ...both, labels: [] }), 'invalid-labels', /at least one label/],
  'labels not in truth': [
    () => confusionMatrix({ ...both, labels: ['z'] }),
    'invalid-labels',
    /None of labels \["z"\] occurs in yTrue/,
  ],
  'unknown normalization': [
    () => confusionMatrix({ ...both, normalize: untyped('rows') }),
    'invalid-option',
    /normalize must be one of "true", "pred", "all", null, received "rows"/,
  ],
  'multiclass auc without a choice': [() => rocAucScore(three), 'invalid-option', /multiClass.*"ovr", "ovo"/],
  'auc rows do not sum to one': [
    () => rocAucScore({ ...three, yScore: eye(3, 3, 2), multiClass: 'ovr' }),
    'invalid-score',
    /Row 0 of yScore sums to 2/,
  ],
  'auc of unsorted labels': [
    () => rocAucScore({ ...three, multiClass: 'ovr', labels: [2, 1, 0] }),
    'invalid-labels',
    /labels must be sorted.*classes/,
  ],
  'auc columns': [
    () => rocAucScore({ ...three, yScore: eye(3, 4), multiClass: 'ovr' }),
    'invalid-score',
    /4 columns for the classes \[0, 1, 2\]/,
  ],
  'weighted ovo': [
    () => rocAucScore({ ...three, multiClass: 'ovo', sampleWeight: [1, 2, 3] }),
    'invalid-option',
    /sampleWeight must be left out with 'ovo'/,
  ],
  'ovo of each class': [
    () => rocAucScore({ ...three, multiClass: 'ovo', average: null }),
    'invalid-option',
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
    'invalid-score',
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
    'invalid-labels',
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
    'invalid-score',
    /yProba has 3 columns for the classes \[0, 1\].*labels/,
  ],
  'curve of names without positive label': [
    () => rocCurve({ yTrue: one, yScore: [0.1, 0.2] }),
    'invalid-option',
    /Name the positive label of \["a", "b"\]/,
  ],
  'curve of three classes': [
    () => rocCurve({ yTrue: [0, 1, 2], yScore: [0.1, 0.2, 0.3] }),
    'invalid-option',
    /\[0, 1, 2\]/,
  ],
  'det of one class': [
    () => equalErrorRate({ yTrue: [1, 1], yScore: [0.1, 0.2] }),
    'undefined-result',
    /exactly two classes/,
  ],
  'area of one point': [() => auc({ x: [0], y: [1] }), 'undefined-result', /at least 2 points, received 1/],
  'area that turns back': [
    () => auc({ x: [0, 1, 0.5], y: [1, 1, 1] }),
    'undefined-result',
    /neither increasing nor decreasing/,
  ],
  'top zero': [
    () => topKAccuracyScore({ ...three, k: 0 }),
    'invalid-option',
    /k must be an integer of at least 1, received 0/,
  ],
  'top-k columns': [
    () => topKAccuracyScore({ ...three, yScore: eye(3, 4) }),
    'invalid-score',
    /4 columns for the classes/,
  ],
  'calibration of three classes': [
    () => calibrationCurve({ yTrue: [0, 1, 2], yProba: [0.1, 0.2, 0.3], posLabel: 1 }),
    'invalid-option',
    /two classes/,
  ],
  'calibration above one': [
    () => calibrationCurve({ yTrue: [0, 1], yProba: [0.1, 1.2] }),
    'invalid-score',
    /1\.2.*\[0, 1\]/,
  ],
  'kappa labels not in truth': [() => cohenKappaScore({ ...both, labels: ['z'] }), 'invalid-labels', /None of labels/],
  'score is nan': [
    () => rocAucScore({ yTrue: [0, 1], yScore: [0.1, Number.NaN] }),
    'invalid-score',
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
    ['a string for an array', () => accuracyScore({ yTrue: untyped('abc'), yPred: untyped('abc') }), 'invalid-label'],
    ['null', () => accuracyScore({ yTrue: untyped(null), yPred: one }), 'invalid-label'],
    ['undefined among labels', () => accuracyScore({ yTrue: untyped(['a', undefined]), yPred: one }), 'invalid-label'],
    ['multilabel rows', () => accuracyScore({ yTrue: untyped(eye(2)), yPred: untyped(eye(2)) }), 'invalid-label'],
    ['infinity', () => accuracyScore({ yTrue: [1, Number.POSITIVE_INFINITY], yPred: [1, 1] }), 'continuous-target'],
    ['booleans and numbers', () => accuracyScore({ yTrue: [true, false], yPred: [1, 0] }), 'mixed-label-types'],
    ['labels of another kind', () => confusionMatrix({ ...both, labels: [0, 1] }), 'mixed-label-types'],
    ['labels twice', () => confusionMatrix({ ...both, labels: ['a', 'a'] }), 'invalid-labels'],
    ['weights that cancel', () => accuracyScore({ ...both, sampleWeight: [1, -1] }), 'invalid-weight'],
    ['ragged rows', () => logLoss({ yTrue: [0, 1], yProba: [[0.5, 0.5], [1]] }), 'invalid-score'],
    ['three dimensions', () => logLoss({ yTrue: [0], yProba: { data: [1], shape: [1, 1, 1] } }), 'invalid-score'],
    [
      'a view beyond its data',
      () => logLoss({ yTrue: [0, 1], yProba: { data: [0.5, 0.5], shape: [2, 2] } }),
      'invalid-score',
    ],
    ['two columns for two classes', () => rocAucScore({ yTrue: [0, 1], yScore: eye(2) }), 'invalid-score'],
    ['two columns for two classes, top-k', () => topKAccuracyScore({ yTrue: [0, 1], yScore: eye(2) }), 'invalid-score'],
    [
      'labels and classes at once',
      () => logLoss({ yTrue: [0, 1], yProba: eye(2), labels: [0, 1], classes: [0, 1] }),
      'invalid-option',
    ],
    [
      'a true label without a column',
      () => logLoss({ yTrue: [0, 3], yProba: eye(2), labels: [0, 1] }),
      'unknown-label',
    ],
    ['log loss of unsorted labels', () => logLoss({ yTrue: [0, 1], yProba: eye(2), labels: [1, 0] }), 'invalid-labels'],
    ['an unknown average', () => f1Score({ ...both, average: untyped('samples') }), 'invalid-option'],
    ['kappa out of range', () => cohenKappaScore({ ...both, replaceUndefinedBy: 2 }), 'invalid-option'],
    ['unknown kappa weights', () => cohenKappaScore({ ...both, weights: untyped('cubic') }), 'invalid-option'],
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
