import { ModelsError } from '../errors.ts';
import { balancedClassWeights } from '../training/balanced-class-weights.ts';
import { type Scores, scoresOf } from './decision-function.ts';
import { fitLogistic } from './fit-logistic.ts';
import { fitSvm } from './fit-svm.ts';
import { fitTemperatureOfScores } from './fit-temperature.ts';
import type { LinearModel } from './linear-model.ts';
import { applyScaler, fitScaler, pickRows, type Rows, readRows, type Table } from './rows.ts';

/** Options of {@link trainLinear}. */
export interface TrainLinearOptions {
  /** `'logistic'` for logistic regression, `'svm'` for a support vector machine. */
  readonly kind: 'logistic' | 'svm';
  /** Number of classes, where it is more than the labels show. @default the largest label + 1 */
  readonly classes?: number | undefined;
  /** Inverse strength of the regularization, above 0. @default 1 */
  readonly C?: number | undefined;
  /** Weight of each class, `'balanced'` to make all count alike, or null. @default null */
  readonly classWeight?: 'balanced' | readonly number[] | null | undefined;
  /** Whether every column is brought to mean 0 and deviation 1 first; the model remembers how. @default false */
  readonly standardize?: boolean | undefined;
  /** For `'svm'`: Gaussian or linear. @default 'rbf' */
  readonly kernel?: 'rbf' | 'linear' | undefined;
  /**
   * For `kernel: 'rbf'`: the factor γ in exp(−γ‖a − b‖²); `'scale'` is 1 / (columns · variance of all values), `'auto'` is 1 /
   * columns. @default 'scale'
   */
  readonly gamma?: 'scale' | 'auto' | number | undefined;
  /**
   * Where the solver stops, above 0: for `'svm'` at this violation of the optimality conditions; for `'logistic'` at this
   * gradient of the mean loss. @default 1e-3 for 'svm', as in scikit-learn; 1e-8 for 'logistic', where scikit-learn has 1e-4
   */
  readonly tolerance?: number | undefined;
  /** Largest number of solver steps, ≥ 1; `converged` of the model tells if it was reached. @default 100 for 'logistic', else 1e7 */
  readonly maxIterations?: number | undefined;
  /**
   * For `'svm'`: group of each row, such as its speaker, which the folds that fit the temperature of the probabilities keep
   * together. @default none: every row by itself, classes in proportion
   */
  readonly groups?: ArrayLike<number | string> | undefined;
}

const known = 'kind classes C classWeight standardize kernel gamma tolerance maxIterations groups'.split(' ');
const folds = 5;

function fail(name: string, rule: string, received: unknown): never {
  throw new ModelsError('invalid-option', `Invalid option "${name}": ${rule}. Received ${String(received)}.`);
}

function positive(name: string, value: number): number {
  return value > 0 && Number.isFinite(value) ? value : fail(name, 'must be a finite number above 0', value);
}

function checkOptions(options: TrainLinearOptions): void {
  const { kind, kernel, gamma, groups } = options ?? {};
  if (kind !== 'logistic' && kind !== 'svm') fail('kind', "must be 'logistic' or 'svm'", kind);
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) fail(key, `there is no such option; there are ${known.join(', ')}`, 'it');
  }
  if (kind === 'logistic') {
    for (const [key, value] of Object.entries({ kernel, gamma, groups })) {
      if (value !== undefined) fail(key, "is for kind 'svm'", value);
    }
  } else if (kernel !== undefined && kernel !== 'rbf' && kernel !== 'linear') {
    fail('kernel', "must be 'rbf' or 'linear'", kernel);
  } else if (kernel === 'linear' && gamma !== undefined) fail('gamma', "is for kernel 'rbf'", gamma);
}

/** Labels as whole numbers below `classes`, and which of them occur. */
function readLabels(y: ArrayLike<number>, rows: number, wanted?: number): { classes: number; present: number[] } {
  if (y?.length !== rows) {
    throw new ModelsError('invalid-input', `y must have one class a row, ${rows}. Received ${y?.length ?? typeof y}.`);
  }
  const labels = new Set(Array.from(y));
  const largest = Math.max(...labels);
  const classes = wanted ?? largest + 1;
  const bad = [...labels].find((label) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (bad !== undefined || !Number.isInteger(classes)) {
    const range = wanted === undefined ? 'of at least 0' : `below ${classes}`;
    throw new ModelsError('invalid-input', `y must hold classes as integers ${range}. Received ${String(bad)}.`);
  }
  if (labels.size < 2) {
    throw new ModelsError('invalid-input', `y must hold at least two classes. Received class ${largest} alone.`);
  }
  return { classes, present: [...labels].sort((a, b) => a - b) };
}

function weightsOf(options: TrainLinearOptions, y: ArrayLike<number>, classes: number): readonly number[] {
  const { classWeight = null } = options;
  if (classWeight === null) return new Array<number>(classes).fill(1);
  if (classWeight === 'balanced') return balancedClassWeights(y, classes);
  if (classWeight.length !== classes || !classWeight.every((weight) => weight > 0 && Number.isFinite(weight))) {
    fail('classWeight', `must be 'balanced', null, or ${classes} finite numbers above 0`, JSON.stringify(classWeight));
  }
  return classWeight;
}

/** γ as a number. */
function gammaOf({ data, columns }: Table, { gamma = 'scale' }: TrainLinearOptions): number {
  if (gamma === 'auto') return 1 / columns;
  if (gamma !== 'scale') return positive('gamma', gamma);
  let mean = 0;
  let variance = 0;
  for (const value of data) mean += value / data.length;
  for (const value of data) variance += (value - mean) ** 2 / data.length;
  return variance === 0 ? 1 : 1 / (columns * variance);
}

/** Fits a model on scaled rows whose labels are places in `present`. */
function fit(x: Table, y: ArrayLike<number>, present: readonly number[], options: TrainLinearOptions) {
  const { kind, kernel = 'rbf', C = 1 } = options;
  const weights = weightsOf(
    options,
    Array.from(y, (k) => present[k]!),
    options.classes!,
  );
  const common = {
    y,
    classes: present.length,
    costs: present.map((label) => positive('C', C) * weights[label]!),
    tolerance: positive('tolerance', options.tolerance ?? (kind === 'svm' ? 1e-3 : 1e-8)),
    maxIterations: positive('maxIterations', options.maxIterations ?? (kind === 'svm' ? 1e7 : 100)),
  };
  if (kind === 'logistic') return { kind, ...fitLogistic(x, common) } as const;
  return { kind, temperature: 1, ...fitSvm(x, { ...common, kernel, gamma: gammaOf(x, options) }) } as const;
}

/** Which fold each row is held out in: whole groups in turn, or the rows of each class in turn. */
function foldsOf(y: ArrayLike<number>, groups: ArrayLike<number | string> | undefined): Int32Array {
  const seen = new Map<number | string, number>();
  return Int32Array.from(y, (label, i) => {
    const key = groups ? groups[i]! : label;
    if (groups) {
      if (!seen.has(key)) seen.set(key, seen.size);
      return seen.get(key)! % folds;
    }
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before % folds;
  });
}

/** Fits the temperature on scores of rows that were held out; 1 where too little is left to hold out. */
function temperatureOf(table: Table, y: Int32Array, present: readonly number[], options: TrainLinearOptions): number {
  const fold = foldsOf(y, options.groups);
  const width = present.length === 2 ? 1 : present.length;
  const scores: number[] = [];
  const labels: number[] = [];
  for (let held = 0; held < folds; held++) {
    const rows = Array.from({ length: table.rows }, (_, i) => i);
    const inside = rows.filter((i) => fold[i] !== held);
    const outside = rows.filter((i) => fold[i] === held);
    const own = Int32Array.from(inside, (i) => y[i]!);
    // A fold that holds out all rows of a class has scores of other classes only.
    if (outside.length === 0 || new Set(own).size < present.length) continue;
    const chosen = pickRows(table, inside);
    const scaler = options.standardize ? fitScaler(chosen) : null;
    const model = { ...fit(applyScaler(chosen, scaler), own, present, options), present } as unknown as LinearModel;
    scores.push(...scoresOf(model, applyScaler(pickRows(table, outside), scaler)).data);
    labels.push(...outside.map((i) => y[i]!));
  }
  if (labels.length === 0) return 1;
  const all: Scores = { data: Float64Array.from(scores), shape: [labels.length, width] };
  return fitTemperatureOfScores(all, labels);
}

/**
 * Trains a linear or kernel classifier, with the numbers of scikit-learn.
 *
 * `'logistic'` has the coefficients of `LogisticRegression` (multinomial, L2), solved to a smaller tolerance; `'svm'` those of
 * `SVC`, one machine a pair of classes. `standardize` puts a `StandardScaler` in front. Nothing is drawn at random. Runs on the
 * calling thread: some thousand rows take seconds.
 *
 * Source: scikit-learn 1.9 `LogisticRegression`, `SVC`, `StandardScaler`, `CalibratedClassifierCV(method="temperature")`.
 *
 * @param x Rows, shape `[rows, columns]`, finite.
 * @param y Class of each row, integers from 0, shape `[rows]`, at least two of them.
 * @returns The model as plain data: JSON keeps it whole. {@link predictProbabilities} applies it.
 * @throws {ModelsError} `invalid-option`, `invalid-input`.
 */
export function trainLinear(x: Rows, y: ArrayLike<number>, options: TrainLinearOptions): LinearModel {
  checkOptions(options);
  const table = readRows(x);
  const { classes, present } = readLabels(y, table.rows, options.classes);
  if (options.groups && options.groups.length !== table.rows) {
    fail('groups', `must have one group a row, ${table.rows}`, options.groups.length);
  }
  const settings = { ...options, classes };
  const scaler = options.standardize ? fitScaler(table) : null;
  const places = Int32Array.from(y, (label) => present.indexOf(label));
  const fitted = fit(applyScaler(table, scaler), places, present, settings);
  const common = { classes, present, features: table.columns, scaler };
  if (fitted.kind === 'logistic') return { ...common, ...fitted };
  return { ...common, ...fitted, temperature: temperatureOf(table, places, present, settings) };
}
