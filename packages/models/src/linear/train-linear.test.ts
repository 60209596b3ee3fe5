import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { ModelsError, type ModelsErrorCode } from '../errors.ts';
import { decisionFunction } from './decision-function.ts';
import { type LinearModel, readLinearModel } from './linear-model.ts';
import { predictProbabilities } from './predict-probabilities.ts';
import { type TrainLinearOptions, trainLinear } from './train-linear.ts';

interface GoldenCase {
  readonly kind: 'logistic' | 'svm';
  readonly x: number[][];
  readonly y: number[];
  readonly test: number[][];
  readonly options: Partial<TrainLinearOptions>;
  readonly standardize: boolean;
  readonly scores: number[][];
  readonly probabilities: number[][];
  readonly intercepts: number[];
  readonly coefficients?: number[][];
  readonly support?: number[];
  readonly nSupport?: number[];
  readonly dualCoefficients?: number[][];
}

const golden = JSON.parse(readFileSync(new URL('../../golden/linear.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

const titled = golden.cases.map((entry) => ({
  title: `${entry.kind} ${JSON.stringify(entry.options)} of ${Math.max(...entry.y) + 1} classes${entry.standardize ? ', standardized' : ''}`,
  ...entry,
}));

const code = (expected: ModelsErrorCode, run: () => unknown) => {
  let thrown: unknown;
  try {
    run();
  } catch (error) {
    thrown = error;
  }
  expect(ModelsError.isInstance(thrown) && thrown.code).toBe(expected);
  expect((thrown as Error).message.length).toBeLessThan(400);
};

describe('trainLinear equals scikit-learn', () => {
  test.each(titled)('$title', ({ kind, x, y, options, standardize, ...expected }) => {
    const settings = { kind, ...options, standardize, tolerance: kind === 'svm' ? 1e-10 : 1e-11 };
    const model = trainLinear(x, y, settings);
    expect(model.converged).toBe(true);
    const hold = (what: string, actual: number[], wanted: number[], tolerance: number) =>
      expectParity(actual, wanted, {
        package: 'models',
        name: `trainLinear ${kind}: ${what}`,
        reference: `scikit-learn 1.9.1 ${kind === 'svm' ? 'SVC' : 'LogisticRegression'}`,
        path: 'float64',
        measure: 'relative',
        tolerance,
      });
    // libsvm's kernel values are float32, and L-BFGS stops where a step no longer lowers the loss.
    const tolerance = 1e-5;
    hold('intercepts', [...model.intercepts], expected.intercepts, tolerance);
    if (model.kind === 'svm' && model.kernel === 'rbf') {
      expect(model.support).toEqual(expected.support);
      expect(model.nSupport).toEqual(expected.nSupport);
      hold('dual coefficients', model.dualCoefficients.flat(), expected.dualCoefficients!.flat(), tolerance);
    } else hold('coefficients', model.coefficients.flat(), expected.coefficients!.flat(), tolerance);
    const scores = decisionFunction(model, expected.test);
    expect(scores.shape).toEqual([expected.test.length, expected.scores[0]!.length]);
    hold('decision function', [...scores.data], expected.scores.flat(), tolerance);
    hold('probabilities', [...predictProbabilities(model, expected.test)], expected.probabilities.flat(), tolerance);
    const read = readLinearModel(JSON.parse(JSON.stringify(model)));
    expect(predictProbabilities(read, expected.test)).toEqual(predictProbabilities(model, expected.test));
  });
});

const { x, y } = golden.cases[0]!;

test('intercepts of several classes have the mean 0 however small the tolerance', () => {
  const y = Array.from({ length: 60 }, (_, i) => Math.floor((5 * i * i) / 3600));
  const x = y.map((k, i) => [0, 1, 2, 3, 4].map((j) => Math.sin(3 * i + j) + (j === k ? 1 : 0)));
  for (const C of [0.001, 0.01, 0.1]) {
    const model = trainLinear(x, y, { kind: 'logistic', C, tolerance: 1e-16, maxIterations: 40 });
    expect(model.intercepts.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
  }
});

test('takes rows in any form, and says the same of all', () => {
  const data = Float64Array.from(x.flat());
  const columns = x[0]!.length;
  const byColumn = Float64Array.from({ length: data.length }, (_, i) => x[i % x.length]![Math.floor(i / x.length)]!);
  const expected = trainLinear(x, y, { kind: 'svm' });
  expect(trainLinear({ data, shape: [x.length, columns] }, y, { kind: 'svm' })).toEqual(expected);
  const strided = { data: byColumn, shape: [x.length, columns], stride: [1, x.length], offset: 0 };
  expect(trainLinear(strided, Int32Array.from(y), { kind: 'svm' })).toEqual(expected);
});

test('a class without rows has probability 0, and the others are as without it', () => {
  for (const kind of ['logistic', 'svm'] as const) {
    const gap = y.map((label) => (label > 0 ? label + 1 : 0));
    const model = trainLinear(x, gap, { kind, classes: 5, classWeight: 'balanced' });
    expect(model.present).toEqual([0, 2, 3]);
    const wide = predictProbabilities(model, x);
    const narrow = predictProbabilities(trainLinear(x, y, { kind, classWeight: 'balanced' }), x);
    for (let i = 0; i < x.length; i++) {
      expect([...wide.subarray(i * 5, i * 5 + 5)]).toEqual([narrow[i * 3], 0, narrow[i * 3 + 1], narrow[i * 3 + 2], 0]);
    }
  }
});

test('groups stay together where the temperature is fitted', () => {
  // Every row twice: held out alone, its twin is still learned from, and probabilities come out too sure.
  const twice = [...x, ...x];
  const labels = [...y, ...y];
  const groups = twice.map((_, i) => i % x.length);
  const options = { kind: 'svm', C: 100, gamma: 1 } as const;
  const temperature = (model: LinearModel) => (model.kind === 'svm' ? model.temperature : Number.NaN);
  const split = temperature(trainLinear(twice, labels, { ...options, groups }));
  expect(split).toBeGreaterThan(1.5 * temperature(trainLinear(twice, labels, options)));
});

test('says where it did not converge', () => {
  expect(trainLinear(x, y, { kind: 'logistic', maxIterations: 2 })).toMatchObject({ converged: false, iterations: 2 });
  expect(trainLinear(x, y, { kind: 'svm', maxIterations: 2 }).converged).toBe(false);
});

test('refuses what it cannot use, and says what came', () => {
  const train = (rows: unknown, labels: unknown, options: object) =>
    trainLinear(rows as never, labels as never, options as TrainLinearOptions);
  for (const options of [
    {},
    { kind: 'forest' },
    { kind: 'svm', kernel: 'poly' },
    { kind: 'svm', c: 1 },
    { kind: 'svm', C: 0 },
    { kind: 'svm', gamma: -1 },
    { kind: 'svm', kernel: 'linear', gamma: 1 },
    { kind: 'logistic', kernel: 'rbf' },
    { kind: 'svm', classWeight: [1, 2] },
    { kind: 'svm', groups: [1] },
    { kind: 'svm', tolerance: 0 },
  ]) {
    code('invalid-option', () => train(x, y, options));
  }
  const svm = { kind: 'svm' };
  for (const rows of [
    [],
    [[1, 2], [3]],
    new Float32Array(8),
    'rows',
    { data: [1], shape: [1] },
    [[Number.NaN]],
    [[]],
  ]) {
    code('invalid-input', () => train(rows, y, svm));
  }
  code('invalid-input', () => train(x, y.slice(1), svm));
  code('invalid-input', () => train(x, y.map(() => 1), svm)); // biome-ignore format: one line a refusal
  code('invalid-input', () => train(x, y.map(() => 0.5), svm)); // biome-ignore format: one line a refusal
  code('invalid-input', () => train(x, y, { ...svm, classes: 2 }));
  code('invalid-input', () => predictProbabilities(trainLinear(x, y, { kind: 'svm' }), [[1]]));
});

test('a changed file is refused when it is read', () => {
  const models = [trainLinear(x, y, { kind: 'svm' }), trainLinear(x, y, { kind: 'svm', kernel: 'linear' })];
  for (const model of [...models, trainLinear(x, y, { kind: 'logistic', standardize: true })]) {
    expect(readLinearModel(JSON.parse(JSON.stringify(model)))).toEqual(model);
    for (const key of Object.keys(model).filter((name) => !['iterations', 'converged', 'support'].includes(name))) {
      const changed = JSON.parse(JSON.stringify({ ...model, [key]: key === 'scaler' ? {} : 'other' }));
      code('invalid-file', () => readLinearModel(changed));
    }
  }
  for (const other of [null, 3, {}, []]) code('invalid-file', () => readLinearModel(other));
});
