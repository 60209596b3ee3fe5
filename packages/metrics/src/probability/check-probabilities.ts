import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkWeights } from '../input/check-weights.ts';
import { type ColumnLabels, checkColumnCount, type EncodedColumns, encodeColumns } from '../input/encode-columns.ts';
import { type Label, quoteLabel } from '../input/label.ts';
import { readScores, type ScoreMatrix, type Scores, type ScoreVector } from '../input/read-scores.ts';
import type { OnWarning } from '../warnings.ts';

/** What every score of predicted probabilities takes. */
export interface ProbabilityOptions extends ColumnLabels {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
  /**
   * Probability of each class, `[items, classes]`, in [0, 1], rows summing to 1; or, for two classes, of the second sorted one
   * alone, `[items]`.
   */
  readonly yProba: ScoreMatrix | ScoreVector;
  /**
   * Weight of each item; finite.
   * @default 1 for each
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /**
   * Receives warnings as data.
   * @default none: warnings are dropped
   */
  readonly onWarning?: OnWarning | undefined;
}

/** Probabilities by item and class, with the true class of each item. */
export interface Probabilities extends EncodedColumns {
  /** Row-major `[rows, classes]`. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Machine epsilon of the input's type. */
  readonly epsilon: number;
}

/**
 * Checks and reads probabilities.
 *
 * @throws {MetricsError} `INVALID_SCORE` outside [0, 1] or for the wrong number of columns, `INVALID_LABELS` when only one class
 * is known.
 */
export function checkProbabilities(options: ProbabilityOptions): Probabilities {
  const { yTrue, yProba, sampleWeight, onWarning } = options;
  const scores = readProbabilities(yProba);
  checkLengths({ yTrue, yProba: { length: scores.rows }, sampleWeight });
  if (sampleWeight) checkWeights(sampleWeight, onWarning);
  const encoded = encodeColumns(yTrue, options);
  if (encoded.classes.length === 1) {
    throw new MetricsError(
      'INVALID_LABELS',
      `Only the label ${quoteLabel(encoded.classes[0])} is known. Pass every class as labels (sorted) or classes (in column order).`,
    );
  }
  const { values, rows, columns } = scores.columns === 1 ? withComplement(scores) : scores;
  checkColumnCount(columns, encoded, 'yProba');
  warnAboutSums(values, rows, columns, scores.epsilon, onWarning);
  return { ...encoded, values, rows, columns, epsilon: scores.epsilon };
}

/**
 * Reads scores that must be probabilities.
 *
 * @throws {MetricsError} `INVALID_SCORE` outside [0, 1].
 */
export function readProbabilities(yProba: ScoreMatrix | ScoreVector): Scores {
  const scores = readScores(yProba, 'yProba');
  for (const value of scores.values) {
    if (value < 0 || value > 1) {
      throw new MetricsError(
        'INVALID_SCORE',
        `yProba contains ${value}, but probabilities lie in [0, 1]. Logits need a softmax (or sigmoid) first.`,
      );
    }
  }
  return scores;
}

function withComplement({ values, rows }: Scores): Pick<Scores, 'values' | 'rows' | 'columns'> {
  const both = new Float64Array(2 * rows);
  for (let i = 0; i < rows; i++) {
    both[2 * i] = 1 - values[i]!;
    both[2 * i + 1] = values[i]!;
  }
  return { values: both, rows, columns: 2 };
}

function warnAboutSums(
  values: Float64Array,
  rows: number,
  columns: number,
  epsilon: number,
  onWarning: OnWarning | undefined,
): void {
  const tolerance = 1e-8 + Math.sqrt(epsilon);
  for (let i = 0; i < rows && onWarning; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += values[i * columns + j]!;
    if (Math.abs(sum - 1) > tolerance) {
      onWarning({
        code: 'ROWS_NOT_NORMALIZED',
        message: `Row ${i} of yProba sums to ${sum}, not to 1. Rows must be probabilities over all classes.`,
      });
      return;
    }
  }
}
