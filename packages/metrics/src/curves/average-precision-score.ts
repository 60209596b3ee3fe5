import { MetricsError } from '../errors.ts';
import { checkOneOf } from '../input/check-option.ts';
import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import { type ColumnLabels, checkColumnCount, encodeColumns } from '../input/encode-columns.ts';
import { type Label, quoteLabel, quoteLabels } from '../input/label.ts';
import { type ItemOptions, readItems } from '../input/read-items.ts';
import type { ScoreMatrix, ScoreVector } from '../input/read-scores.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { Average } from '../scores/average-scores.ts';
import { averageClasses, type BinaryScore } from './average-classes.ts';
import { precisionRecallOfCounts } from './precision-recall-curve.ts';
import { thresholdCounts } from './threshold-counts.ts';

/** Options of {@link averagePrecisionScore}. */
export interface AveragePrecisionScoreOptions extends ItemOptions, ColumnLabels {
  /** Two classes: score of the positive one, `[items]`. More: scores, `[items, classes]`. */
  readonly yScore: ScoreMatrix | ScoreVector;
  /**
   * The positive one of two classes.
   * @default 1, or true for booleans
   */
  readonly posLabel?: Label | undefined;
  /**
   * Mean over classes, `'weighted'` by prevalence, `'micro'` over all (item, class) pairs, `null` for each class.
   * @default 'macro'
   */
  readonly average?: Average | null | undefined;
}

const optionNames: OptionNames<AveragePrecisionScoreOptions> = {
  ...itemNames,
  ...columnNames,
  yScore: true,
  posLabel: true,
  average: true,
};

/**
 * Average precision: precision at each threshold, weighted by the step in recall, without interpolation; in [0, 1]. Without a
 * positive item it is 0, with a warning.
 *
 * Reference: scikit-learn 1.9 `metrics.average_precision_score`.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function averagePrecisionScore(options: AveragePrecisionScoreOptions & { readonly average: null }): OwnedFloat64;
export function averagePrecisionScore(
  options: AveragePrecisionScoreOptions & { readonly average?: Average | undefined },
): number;
export function averagePrecisionScore(options: AveragePrecisionScoreOptions): number | OwnedFloat64;
export function averagePrecisionScore(options: AveragePrecisionScoreOptions): number | OwnedFloat64 {
  checkOptions('averagePrecisionScore', options, optionNames);
  const { yTrue, average = 'macro', posLabel, sampleWeight: weights, onWarning } = options;
  const { values, rows, columns } = readItems(options, 'yScore', options.yScore);
  const score: BinaryScore = (isPositive, scores, w) => {
    const { precision, recall } = precisionRecallOfCounts(thresholdCounts(isPositive, scores, w), onWarning);
    let sum = 0;
    for (let i = 0; i + 1 < recall.length; i++) sum += (recall[i]! - recall[i + 1]!) * precision[i]!;
    return Math.max(0, sum);
  };
  const { present } = encodeColumns(yTrue, {});
  if (columns === 1 && present.length <= 2) {
    const positive = posLabel ?? (typeof present[0] === 'boolean' ? true : 1);
    if (present.length === 2 && !present.includes(positive)) {
      throw new MetricsError(
        'invalid-option',
        `posLabel ${quoteLabel(positive)} is not one of the labels ${quoteLabels(present)}.`,
      );
    }
    return score(
      Uint8Array.from(yTrue, (label) => (label === positive ? 1 : 0)),
      values,
      weights,
    );
  }
  if (posLabel !== undefined && posLabel !== 1) {
    throw new MetricsError('invalid-option', 'posLabel is for two classes; with a column a class, leave it out.');
  }
  checkOneOf('average', average, ['macro', 'weighted', 'micro', null]);
  const encoded = encodeColumns(yTrue, options);
  checkColumnCount(columns, encoded, 'yScore');
  return averageClasses({ values, rows, columns, columnOf: encoded.columnOf, weights }, average, score);
}
