import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkOptions, itemNames, type OptionNames } from '../input/check-options.ts';
import { checkWeights } from '../input/check-weights.ts';
import { readScores, type ScoreVector } from '../input/read-scores.ts';
import { averageItems } from '../numeric/average-items.ts';
import type { OnWarning } from '../warnings.ts';

/** Options of {@link concordanceCorrelation} and {@link pearson}. */
export interface CorrelationOptions {
  /** True value of each item, such as its arousal; finite numbers. */
  readonly yTrue: ScoreVector;
  /** Predicted value of each item, as many as `yTrue`. */
  readonly yPred: ScoreVector;
  /**
   * Weight of each item; finite.
   * @default 1 for each
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /** Receives warnings as data. */
  readonly onWarning?: OnWarning | undefined;
}

const optionNames: OptionNames<CorrelationOptions> = { ...itemNames, yPred: true };

/** Means, variances and covariance of two columns; divided by the number (weight) of items. */
export interface CorrelationMoments {
  readonly trueMean: number;
  readonly predMean: number;
  readonly trueVariance: number;
  readonly predVariance: number;
  readonly covariance: number;
}

/**
 * Moments of true and predicted values, by two passes, so that a large common offset costs no digits.
 *
 * @throws {MetricsError} for empty, unequal or non-finite inputs, and unknown options.
 */
export function correlationMoments(call: string, options: CorrelationOptions): CorrelationMoments {
  checkOptions(call, options, optionNames);
  const { sampleWeight, onWarning } = options;
  const yTrue = column(options.yTrue, 'yTrue');
  const yPred = column(options.yPred, 'yPred');
  checkLengths({ yTrue, yPred, sampleWeight });
  if (sampleWeight) checkWeights(sampleWeight, onWarning);
  const mean = (values: Float64Array): number => averageItems(values, sampleWeight);
  const [trueMean, predMean] = [mean(yTrue), mean(yPred)];
  const a = yTrue.map((value) => value - trueMean);
  const b = yPred.map((value) => value - predMean);
  const product = (x: Float64Array, y: Float64Array): number => mean(x.map((value, i) => value * y[i]!));
  return {
    trueMean,
    predMean,
    trueVariance: product(a, a),
    predVariance: product(b, b),
    covariance: product(a, b),
  };
}

function column(scores: ScoreVector, name: string): Float64Array {
  const { values, columns } = readScores(scores, name);
  if (columns === 1) return values;
  throw new MetricsError('invalid-score', `${name} must hold one number per item, received ${columns} columns.`);
}
