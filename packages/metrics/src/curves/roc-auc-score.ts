import { MetricsError } from '../errors.ts';
import { checkOneOf, optionError } from '../input/check-option.ts';
import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import { type ColumnLabels, checkColumnCount, encodeColumns } from '../input/encode-columns.ts';
import { type ItemOptions, readItems } from '../input/read-items.ts';
import type { ScoreMatrix, Scores, ScoreVector } from '../input/read-scores.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { rowSums } from '../probability/row-sums.ts';
import type { Average } from '../scores/average-scores.ts';
import { averageClasses } from './average-classes.ts';
import { binaryRocAuc } from './binary-roc-auc.ts';
import { oneVersusOne } from './one-versus-one.ts';

/** Options of {@link rocAucScore}. */
export interface RocAucScoreOptions extends ItemOptions, ColumnLabels {
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
}

const optionNames: OptionNames<RocAucScoreOptions> = {
  ...itemNames,
  ...columnNames,
  yScore: true,
  multiClass: true,
  average: true,
};

/**
 * Area under the ROC curve, in [0, 1]; chance is 0.5, ties count one half.
 *
 * NaN with a warning where only one class occurs; a class that `labels` name but `yTrue` lacks makes the `'ovr'` macro mean NaN,
 * whereas `'ovo'` leaves it out.
 * Reference: scikit-learn 1.9 `metrics.roc_auc_score`, without its partial area (`max_fpr`).
 *
 * @throws {MetricsError} for unusable inputs or options, rows that do not sum to 1, labels that do not fit the columns.
 */
export function rocAucScore(options: RocAucScoreOptions & { readonly average: null }): OwnedFloat64;
export function rocAucScore(options: RocAucScoreOptions & { readonly average?: Average | undefined }): number;
export function rocAucScore(options: RocAucScoreOptions): number | OwnedFloat64;
export function rocAucScore(options: RocAucScoreOptions): number | OwnedFloat64 {
  checkOptions('rocAucScore', options, optionNames);
  const { yTrue, sampleWeight: weights, onWarning } = options;
  const scores = readItems(options, 'yScore', options.yScore);
  const { present } = encodeColumns(yTrue, {});
  if (present.length > 2 || scores.columns > 2) return multiclass(options, scores);
  if (scores.columns !== 1) {
    throw new MetricsError(
      'invalid-score',
      `With two classes yScore must be [items], scores of the greater label; it has ${scores.columns} columns.`,
    );
  }
  const isPositive = Uint8Array.from(yTrue, (label) => (present.length === 2 && label === present[1] ? 1 : 0));
  return binaryRocAuc(isPositive, scores.values, weights, onWarning);
}

function multiclass(options: RocAucScoreOptions, scores: Scores): number | OwnedFloat64 {
  const { multiClass = 'raise', average = 'macro', sampleWeight: weights, onWarning } = options;
  const { values, rows, columns } = scores;
  checkOneOf('multiClass (with three or more classes)', multiClass, ['ovr', 'ovo']);
  if (columns === 1) {
    throw new MetricsError('invalid-score', 'With three or more classes yScore must be [items, classes].');
  }
  const sums = rowSums(values, rows, columns);
  const odd = sums.findIndex((sum) => !(Math.abs(sum - 1) <= 1e-8 + 1e-5 * Math.abs(sum)));
  if (odd >= 0) {
    throw new MetricsError(
      'invalid-score',
      `Row ${odd} of yScore sums to ${sums[odd]}; with three or more classes scores must be probabilities.`,
    );
  }
  const averages = ['macro', 'weighted', ...(multiClass === 'ovr' ? ['micro', null] : [])];
  checkOneOf(`average (with '${multiClass}')`, average, averages);
  const encoded = encodeColumns(options.yTrue, options);
  checkColumnCount(columns, encoded, 'yScore');
  const { columnOf } = encoded;
  if (multiClass === 'ovo') {
    if (weights) throw optionError('sampleWeight', "left out with 'ovo'", 'weights');
    return oneVersusOne({ values, rows, columns, columnOf, weights: undefined }, average === 'weighted');
  }
  return averageClasses({ values, rows, columns, columnOf, weights }, average, (isPositive, column, w) =>
    binaryRocAuc(isPositive, column, w, onWarning),
  );
}
