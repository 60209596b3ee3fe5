import { ModelsError } from '../errors.ts';

/** Mean and deviation of every column of the training rows, as scikit-learn 1.9 `StandardScaler` takes them. */
export interface StandardScaler {
  /** Shape `[features]`. */
  readonly mean: readonly number[];
  /** What the differences from the mean are divided by, shape `[features]`; 1 where a column never changes. */
  readonly scale: readonly number[];
}

/** What all kinds of {@link LinearModel} have. */
interface TrainedModel {
  /** Number of classes, the columns of `predictProbabilities`. */
  readonly classes: number;
  /** Classes that had training rows, ascending; the others have probability 0. */
  readonly present: readonly number[];
  /** Number of columns of a row. */
  readonly features: number;
  /** Applied to every row first; null where the model was trained on the columns as they are. */
  readonly scaler: StandardScaler | null;
  /** Steps of the solver. */
  readonly iterations: number;
  /** Whether the solver reached its tolerance before its last step. */
  readonly converged: boolean;
}

/** Logistic regression: scikit-learn's `coef_` and `intercept_`, one row per class, or one in all for two classes. */
export interface LogisticModel extends TrainedModel {
  readonly kind: 'logistic';
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
}

/** A linear support vector machine: scikit-learn's `coef_` and `intercept_`, one row per pair of classes. */
export interface LinearSvmModel extends TrainedModel {
  readonly kind: 'svm';
  readonly kernel: 'linear';
  readonly coefficients: readonly (readonly number[])[];
  readonly intercepts: readonly number[];
  /** What decision values are divided by before the softmax that makes them probabilities. */
  readonly temperature: number;
}

/** A support vector machine with a Gaussian kernel: scikit-learn's attributes of these names. */
export interface RbfSvmModel extends TrainedModel {
  readonly kind: 'svm';
  readonly kernel: 'rbf';
  readonly gamma: number;
  /** Scaled training rows that count, grouped by class. */
  readonly supportVectors: readonly (readonly number[])[];
  /** Their place among the training rows. */
  readonly support: readonly number[];
  /** How many each present class has. */
  readonly nSupport: readonly number[];
  /** Shape `[present classes − 1, support vectors]`, in libsvm's layout. */
  readonly dualCoefficients: readonly (readonly number[])[];
  /** One a pair of present classes. */
  readonly intercepts: readonly number[];
  /** What decision values are divided by before the softmax that makes them probabilities. */
  readonly temperature: number;
}

/** What `trainLinear` returns: plain data, the same after `JSON.parse(JSON.stringify(model))`. */
export type LinearModel = LogisticModel | LinearSvmModel | RbfSvmModel;

const isNumbers = (value: unknown, length: number): value is number[] =>
  Array.isArray(value) && value.length === length && value.every((item) => Number.isFinite(item));

const isTable = (value: unknown, rows: number, columns: number): boolean =>
  Array.isArray(value) && value.length === rows && value.every((row) => isNumbers(row, columns));

/**
 * Checks what was read from a file, so that a wrong one is refused when it is opened and not when it predicts.
 *
 * @param value What `JSON.parse` gave.
 * @throws {ModelsError} `invalid-file`, naming the part that does not fit.
 */
export function readLinearModel(value: unknown): LinearModel {
  const model = (value ?? {}) as Partial<Omit<RbfSvmModel, 'kind' | 'kernel'>> & Record<string, unknown>;
  const fail = (part: string): never => {
    throw new ModelsError('invalid-file', `This is not a model of trainLinear, or one that was changed: see ${part}.`);
  };
  const { classes = 0, features = 0, present = [], scaler, intercepts = [], temperature } = model;
  const isSvm = model.kind === 'svm';
  if (!isSvm && model.kind !== 'logistic') fail('kind');
  if (!(Number.isInteger(classes) && classes >= 2)) fail('classes');
  if (!(Number.isInteger(features) && features >= 1)) fail('features');
  if (!isNumbers(present, present.length) || present.length < 2 || present.some((c) => !(c >= 0 && c < classes)))
    fail('present');
  if (scaler !== null && !(isNumbers(scaler?.mean, features) && isNumbers(scaler?.scale, features))) fail('scaler');
  const pairs = (present.length * (present.length - 1)) / 2;
  const rows = isSvm ? pairs : present.length === 2 ? 1 : present.length;
  if (!isNumbers(intercepts, rows)) fail('intercepts');
  if (isSvm && !(temperature! > 0 && Number.isFinite(temperature))) fail('temperature');
  if (isSvm && model.kernel === 'rbf') {
    const { supportVectors = [], nSupport = [], dualCoefficients = [], gamma = Number.NaN } = model;
    if (!(gamma > 0)) fail('gamma');
    if (!isTable(supportVectors, supportVectors.length, features)) fail('supportVectors');
    if (!isNumbers(nSupport, present.length)) fail('nSupport');
    const total = (nSupport as number[]).reduce((sum, count) => sum + count, 0);
    if (total !== supportVectors.length) fail('nSupport');
    if (!isTable(dualCoefficients, present.length - 1, supportVectors.length)) fail('dualCoefficients');
  } else {
    if (isSvm && model.kernel !== 'linear') fail('kernel');
    if (!isTable(model.coefficients, rows, features)) fail('coefficients');
  }
  return value as LinearModel;
}
