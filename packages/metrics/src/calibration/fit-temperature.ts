import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import { checkWeights, weightSum } from '../input/check-weights.ts';
import { type ColumnLabels, checkColumnCount, encodeColumns } from '../input/encode-columns.ts';
import type { Label } from '../input/label.ts';
import type { OnWarning } from '../warnings.ts';
import { type LogitSource, readLogits } from './read-logits.ts';

/** Options of {@link fitTemperature}. */
export type FitTemperatureOptions = LogitSource &
  ColumnLabels & {
    /** True label of each item; items that the model was not trained on. */
    readonly yTrue: ArrayLike<Label>;
    /**
     * Weight of each item; finite.
     * @default 1 for each
     */
    readonly sampleWeight?: ArrayLike<number> | undefined;
    /** Receives warnings as data. */
    readonly onWarning?: OnWarning | undefined;
  };

/** A fitted temperature. */
export interface FittedTemperature {
  /** Divide logits by it; above 1 it softens an overconfident model. */
  readonly temperature: number;
  /** Log loss at temperature 1, in nats. */
  readonly logLossBefore: number;
  /** Log loss at the fitted temperature, in nats. */
  readonly logLossAfter: number;
}

/** Bounds of 1 / temperature, scikit-learn's e^±10. */
const lowest = Math.exp(-10);
const highest = Math.exp(10);

const optionNames: OptionNames<FitTemperatureOptions> = { ...itemNames, ...columnNames, logits: true, yProba: true };

/**
 * Temperature that minimizes the log loss of softmax(logits / temperature); the predicted labels stay as they are.
 *
 * Fit it on held-out items: neither on training items nor on those you report. At the bounds e^±10 (separable data, or logits
 * that say nothing) it warns.
 * Reference: Guo et al., 2017, section 4.2; scikit-learn 1.9 `CalibratedClassifierCV(method='temperature')`.
 *
 * @throws {MetricsError} for unusable inputs.
 */
export function fitTemperature(options: FitTemperatureOptions): FittedTemperature {
  checkOptions('fitTemperature', options, optionNames);
  const { yTrue, sampleWeight: weights, onWarning } = options;
  const { values, rows, columns } = readLogits(options, yTrue?.length);
  checkLengths({ yTrue, scores: { length: rows }, sampleWeight: weights });
  if (weights) checkWeights(weights, onWarning);
  const encoded = encodeColumns(yTrue, options);
  if (columns < 2) {
    throw new MetricsError('invalid-score', 'A temperature needs one column a class, received one score an item.');
  }
  checkColumnCount(columns, encoded, 'yProba or logits');
  const { columnOf } = encoded;
  const total = weights ? weightSum(weights) : rows;

  /** Mean log loss with its first and second derivative by the inverse temperature; it is convex. */
  const evaluate = (inverse: number): { loss: number; slope: number; curvature: number } => {
    let loss = 0;
    let slope = 0;
    let curvature = 0;
    for (let i = 0; i < rows; i++) {
      const start = i * columns;
      const own = values[start + columnOf[i]!]!;
      let top = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < columns; j++) top = Math.max(top, values[start + j]!);
      let norm = 0;
      let first = 0;
      let second = 0;
      for (let j = 0; j < columns; j++) {
        const above = values[start + j]! - top;
        const e = Math.exp(inverse * above);
        norm += e;
        first += e * above;
        second += e * above * above;
      }
      const mean = first / norm;
      const weight = weights ? weights[i]! : 1;
      loss += weight * (Math.log(norm) - inverse * (own - top));
      slope += weight * (mean - (own - top));
      curvature += weight * (second / norm - mean * mean);
    }
    return { loss: loss / total, slope: slope / total, curvature: curvature / total };
  };

  let low = lowest;
  let high = highest;
  let inverse = 1;
  const atLow = evaluate(low).slope >= 0;
  if (atLow || evaluate(high).slope <= 0) {
    inverse = atLow ? low : high;
    onWarning?.({
      code: 'not-converged',
      message: `The log loss has no minimum within temperatures e^-10 to e^10; the bound ${1 / inverse} is returned.`,
    });
  } else {
    // Newton's step where it stays between the bounds, bisection (of the logarithm) where it does not.
    for (let step = 0; step < 200; step++) {
      const { slope, curvature } = evaluate(inverse);
      if (slope === 0) break;
      if (slope > 0) high = inverse;
      else low = inverse;
      const newton = inverse - slope / curvature;
      const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
      const change = Math.abs(next - inverse);
      inverse = next;
      if (change <= 1e-15 * inverse) break;
    }
  }
  return {
    temperature: 1 / inverse,
    logLossBefore: evaluate(1).loss,
    logLossAfter: evaluate(inverse).loss,
  };
}
