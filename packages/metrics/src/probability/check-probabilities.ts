import { MetricsError } from '../errors.ts';
import { type ColumnLabels, checkColumnCount, type EncodedColumns, encodeColumns } from '../input/encode-columns.ts';
import { quoteLabel } from '../input/label.ts';
import { type ItemOptions, readItems } from '../input/read-items.ts';
import { readScores, type ScoreMatrix, type Scores, type ScoreVector } from '../input/read-scores.ts';
import { rowSums } from './row-sums.ts';

/** What every score of predicted probabilities takes. */
export interface ProbabilityOptions extends ItemOptions, ColumnLabels {
  /**
   * Probability of each class, `[items, classes]`, in [0, 1], rows summing to 1; or, for two classes, of the second sorted one
   * alone, `[items]`.
   */
  readonly yProba: ScoreMatrix | ScoreVector;
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
 * @throws {MetricsError} `invalid-score` outside [0, 1] or for the wrong number of columns, `invalid-labels` when only one class
 * is known.
 */
export function checkProbabilities(options: ProbabilityOptions): Probabilities {
  const { yTrue, onWarning } = options;
  const scores = checkRange(readItems(options, 'yProba', options.yProba));
  const encoded = encodeColumns(yTrue, options);
  if (encoded.classes.length === 1) {
    throw new MetricsError(
      'invalid-labels',
      `Only the label ${quoteLabel(encoded.classes[0])} occurs. Pass every class as labels.`,
    );
  }
  const { values, rows, columns } = scores.columns === 1 ? withComplement(scores) : scores;
  checkColumnCount(columns, encoded, 'yProba');
  const tolerance = 1e-8 + Math.sqrt(scores.epsilon);
  const sums = rowSums(values, rows, columns);
  const odd = sums.findIndex((sum) => Math.abs(sum - 1) > tolerance);
  if (odd >= 0) {
    onWarning?.({ code: 'rows-not-normalized', message: `Row ${odd} of yProba sums to ${sums[odd]}, not to 1.` });
  }
  return { ...encoded, values, rows, columns, epsilon: scores.epsilon };
}

/**
 * Reads scores that must be probabilities.
 *
 * @throws {MetricsError} `invalid-score` outside [0, 1].
 */
export function readProbabilities(yProba: ScoreMatrix | ScoreVector, items?: number): Scores {
  return checkRange(readScores(yProba, 'yProba', items));
}

function checkRange(scores: Scores): Scores {
  const outside = scores.values.find((value) => value < 0 || value > 1);
  if (outside !== undefined) {
    throw new MetricsError(
      'invalid-score',
      `yProba contains ${outside}, which is not in [0, 1]. Logits need a softmax first.`,
    );
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
