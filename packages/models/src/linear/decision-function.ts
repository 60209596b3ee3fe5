import { rbf } from './fit-svm.ts';
import type { LinearModel, RbfSvmModel } from './linear-model.ts';
import { applyScaler, dot, type Rows, readRows, type Table } from './rows.ts';

/** Scores of all rows, row-major. */
export interface Scores {
  readonly data: Float64Array;
  readonly shape: readonly [number, number];
}

/** Values of the pairs' machines with a Gaussian kernel, in the order (0, 1), (0, 2), …, (1, 2), … */
function pairsOfRbf(row: Float64Array, model: RbfSvmModel): number[] {
  const { supportVectors, nSupport, dualCoefficients, intercepts, gamma, present } = model;
  const kernel = supportVectors.map((vector) => rbf(row, vector, gamma));
  const starts = [0];
  for (const count of nSupport) starts.push(starts.at(-1)! + count);
  const pairs: number[] = [];
  const add = (multipliers: readonly number[], of: number): number => {
    let sum = 0;
    for (let s = starts[of]!; s < starts[of + 1]!; s++) sum += multipliers[s]! * kernel[s]!;
    return sum;
  };
  for (let i = 0; i < present.length; i++) {
    for (let j = i + 1; j < present.length; j++) {
      pairs.push(add(dualCoefficients[j - 1]!, i) + add(dualCoefficients[i]!, j) + intercepts[pairs.length]!);
    }
  }
  return pairs;
}

/** Votes of the pairs, with ties told apart by how sure they are: one score a class. */
function votesOf(pairs: readonly number[], classes: number): number[] {
  const votes = new Array<number>(classes).fill(0);
  const confidence = new Array<number>(classes).fill(0);
  let pair = 0;
  for (let i = 0; i < classes; i++) {
    for (let j = i + 1; j < classes; j++, pair++) {
      const value = pairs[pair]!;
      votes[value < 0 ? j : i]!++;
      confidence[i]! += value;
      confidence[j]! -= value;
    }
  }
  return votes.map((count, k) => count + confidence[k]! / (3 * (Math.abs(confidence[k]!) + 1)));
}

/** One score a present class of every row; two classes have one in all, above 0 for the second. */
export function scoresOf(model: LinearModel, scaled: Table): Scores {
  const { present } = model;
  const width = present.length === 2 ? 1 : present.length;
  const data = new Float64Array(scaled.rows * width);
  for (let i = 0; i < scaled.rows; i++) {
    const row = scaled.data.subarray(i * scaled.columns, (i + 1) * scaled.columns);
    const values =
      model.kind === 'svm' && model.kernel === 'rbf'
        ? pairsOfRbf(row, model)
        : model.coefficients.map((weights, k) => dot(weights, row) + model.intercepts[k]!);
    data.set(model.kind === 'svm' && width > 1 ? votesOf(values, width) : values, i * width);
  }
  return { data, shape: [scaled.rows, width] };
}

/**
 * Scores of the classes that had training rows, shape `[rows, present classes]`, or `[rows, 1]` for two, where a score above
 * 0 means the second.
 *
 * Source: scikit-learn 1.9 `LogisticRegression.decision_function` and `SVC.decision_function` (`'ovr'`).
 *
 * @param model From {@link trainLinear}, or the same read from JSON.
 * @param x Rows of as many columns as the model was trained on.
 * @throws {ModelsError} `invalid-input`.
 */
export function decisionFunction(model: LinearModel, x: Rows): Scores {
  return scoresOf(model, applyScaler(readRows(x, model.features), model.scaler));
}
