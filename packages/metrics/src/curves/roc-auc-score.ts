import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkWeights } from '../input/check-weights.ts';
import { type ColumnLabels, checkColumnCount, encodeColumns } from '../input/encode-columns.ts';
import type { Label } from '../input/label.ts';
import { readScores, type ScoreMatrix, type Scores, type ScoreVector } from '../input/read-scores.ts';
import type { Average } from '../scores/average-scores.ts';
import type { OnWarning } from '../warnings.ts';
import { averageClasses } from './average-classes.ts';
import { binaryRocAuc } from './binary-roc-auc.ts';
import { oneVersusOne } from './one-versus-one.ts';

/** Options of {@link rocAucScore}. */
export interface RocAucScoreOptions extends ColumnLabels {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
  /** Two classes: score of the greater label, `[items]`. More: probabilities, `[items, classes]`, rows summing to 1. */
  readonly yScore: ScoreMatrix | ScoreVector;
  /**
   * How three or more classes are compared: each with the rest (`'ovr'`), or each pair (`'ovo'`, Hand and Till, 2001).
   * @default 'raise': three or more classes are refused until one is chosen
   */
  readonly multiClass?: 'raise' | 'ovr' | 'ovo' | undefined;
  /**
   * Mean over classes or pairs; `'weighted'` by prevalence; `'micro'` over all (item, class) pairs and `null` for each class
   * with `'ovr'` only.
   * @default 'macro'
   */
  readonly average?: Average | null | undefined;
  /**
   * Partial area up to this false positive rate, in (0, 1], standardized so that chance is 0.5; two classes only.
   * @default 1
   */
  readonly maxFpr?: number | undefined;
  /**
   * Weight of each item; finite. Not for `'ovo'`.
   * @default 1 for each
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /** Receives warnings as data. */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Area under the ROC curve, in [0, 1]; chance is 0.5, ties count one half.
 *
 * NaN with a warning where only one class occurs; a class that `labels` name but `yTrue` lacks makes the `'ovr'` macro mean NaN,
 * whereas `'ovo'` leaves it out.
 * Reference: scikit-learn 1.9 `metrics.roc_auc_score`.
 *
 * @throws {MetricsError} for unusable inputs or options, rows that do not sum to 1, labels that do not fit the columns.
 */
export function rocAucScore(options: RocAucScoreOptions & { readonly average: null }): Float64Array;
export function rocAucScore(options: RocAucScoreOptions & { readonly average?: Average | undefined }): number;
export function rocAucScore(options: RocAucScoreOptions): number | Float64Array;
export function rocAucScore(options: RocAucScoreOptions): number | Float64Array {
  const { yTrue, sampleWeight: weights, maxFpr = 1, onWarning } = options;
  const scores = readScores(options.yScore, 'yScore');
  checkLengths({ yTrue, yScore: { length: scores.rows }, sampleWeight: weights });
  if (weights) checkWeights(weights, onWarning);
  if (!(maxFpr > 0 && maxFpr <= 1)) {
    throw new MetricsError('INVALID_OPTION', `maxFpr must be in (0, 1], received ${String(maxFpr)}.`);
  }
  const { present } = encodeColumns(yTrue, {});
  if (present.length > 2 || scores.columns > 2) return multiclass(options, scores);
  if (scores.columns !== 1) {
    throw new MetricsError(
      'INVALID_SCORE',
      `With two classes yScore must hold one score an item, received ${scores.columns} columns. ` +
        'Pass the column of the greater label.',
    );
  }
  const isPositive = Uint8Array.from(yTrue, (label) => (present.length === 2 && label === present[1] ? 1 : 0));
  return binaryRocAuc(isPositive, scores.values, weights, maxFpr, onWarning);
}

function multiclass(options: RocAucScoreOptions, scores: Scores): number | Float64Array {
  const { multiClass = 'raise', average = 'macro', maxFpr = 1, sampleWeight: weights, onWarning } = options;
  const { values, rows, columns } = scores;
  const refuse = (message: string): never => {
    throw new MetricsError('INVALID_OPTION', message);
  };
  if (maxFpr !== 1) refuse('A partial area (maxFpr) is defined for two classes only.');
  if (multiClass !== 'ovr' && multiClass !== 'ovo') {
    refuse(`With three or more classes, multiClass must be 'ovr' or 'ovo', received ${JSON.stringify(multiClass)}.`);
  }
  if (columns === 1) {
    throw new MetricsError(
      'INVALID_SCORE',
      'With three or more classes yScore must hold one column a class, received one score an item.',
    );
  }
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += values[i * columns + j]!;
    if (!(Math.abs(sum - 1) <= 1e-8 + 1e-5 * Math.abs(sum))) {
      throw new MetricsError(
        'INVALID_SCORE',
        `Row ${i} of yScore sums to ${sum}. With three or more classes the scores must be probabilities that sum to 1.`,
      );
    }
  }
  const allowed = multiClass === 'ovr' ? ['macro', 'weighted', 'micro', null] : ['macro', 'weighted'];
  if (!allowed.includes(average)) {
    refuse(
      `average must be one of ${JSON.stringify(allowed)} for '${multiClass}', received ${JSON.stringify(average)}.`,
    );
  }
  const encoded = encodeColumns(options.yTrue, options);
  checkColumnCount(columns, encoded, 'yScore');
  const { columnOf } = encoded;
  if (multiClass === 'ovo') {
    if (weights) refuse("sampleWeight is not defined for 'ovo'.");
    return oneVersusOne({ values, rows, columns, columnOf, weights: undefined }, average === 'weighted');
  }
  return averageClasses({ values, rows, columns, columnOf, weights }, average, (isPositive, column, w) =>
    binaryRocAuc(isPositive, column, w, 1, onWarning),
  );
}
