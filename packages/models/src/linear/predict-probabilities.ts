import type { OwnedFloat64 } from '../owned-arrays.ts';
import { decisionFunction, type Scores } from './decision-function.ts';
import type { LinearModel } from './linear-model.ts';
import type { Rows } from './rows.ts';

/** Softmax of the scores over a temperature; the first of two classes has score 0. Row-major, one column a class. */
export function softmaxOfScores({ data, shape: [rows, width] }: Scores, temperature: number): OwnedFloat64 {
  const classes = width === 1 ? 2 : width;
  const out = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) {
    const row = out.subarray(i * classes, (i + 1) * classes);
    for (let k = 0; k < width; k++) row[classes - width + k] = data[i * width + k]! / temperature;
    const top = row.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      row[k] = Math.exp(row[k]! - top);
      sum += row[k]!;
    }
    for (let k = 0; k < classes; k++) row[k]! /= sum;
  }
  return out;
}

/**
 * Class probabilities, row-major, shape `[rows, classes]`; the largest of a row is the predicted class.
 *
 * Those of `'logistic'` are scikit-learn's `predict_proba`. Those of `'svm'` are a softmax over the decision function
 * divided by the model's temperature, which was fitted on rows that the machines had not learned from; scikit-learn 1.9
 * gives up Platt's scaling inside `SVC`. Classes without training rows have probability 0.
 *
 * @param model From {@link trainLinear}, or the same read from JSON.
 * @param x Rows of as many columns as the model was trained on.
 * @throws {ModelsError} `invalid-input`.
 */
export function predictProbabilities(model: LinearModel, x: Rows): OwnedFloat64 {
  const scores = decisionFunction(model, x);
  const known = softmaxOfScores(scores, model.kind === 'svm' ? model.temperature : 1);
  const { classes, present } = model;
  if (present.length === classes) return known;
  const rows = scores.shape[0];
  const all = new Float64Array(rows * classes);
  for (let i = 0; i < rows; i++) {
    for (const [k, label] of present.entries()) all[i * classes + label] = known[i * present.length + k]!;
  }
  return all;
}
