import { MetricsError } from '../errors.ts';
import { checkCount } from '../input/check-option.ts';
import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import { type ColumnLabels, checkColumnCount, encodeColumns } from '../input/encode-columns.ts';
import { type ItemOptions, readItems } from '../input/read-items.ts';
import type { ScoreMatrix, ScoreVector } from '../input/read-scores.ts';
import { averageItems } from '../numeric/average-items.ts';

/** Options of {@link topKAccuracyScore}. */
export interface TopKAccuracyScoreOptions extends ItemOptions, ColumnLabels {
  /** Scores or probabilities, `[items, classes]`; for two classes one score an item of the second sorted one, `[items]`. */
  readonly yScore: ScoreMatrix | ScoreVector;
  /**
   * How many of the best classes count, ≥ 1.
   * @default 2
   */
  readonly k?: number | undefined;
  /**
   * `false` returns the (weighted) number of hits.
   * @default true
   */
  readonly normalize?: boolean | undefined;
}

const optionNames: OptionNames<TopKAccuracyScoreOptions> = {
  ...itemNames,
  ...columnNames,
  yScore: true,
  k: true,
  normalize: true,
};

/**
 * Share of items whose true class is among the `k` best-scored ones, in [0, 1].
 *
 * Among equal scores the later column is ranked higher.
 * Reference: scikit-learn 1.9 `metrics.top_k_accuracy_score`.
 *
 * @throws {MetricsError} for unusable inputs or options, or labels that do not fit the columns.
 */
export function topKAccuracyScore(options: TopKAccuracyScoreOptions): number {
  checkOptions('topKAccuracyScore', options, optionNames);
  const { k = 2, normalize = true, ...rest } = options;
  checkCount('k', k);
  const { yTrue, yScore, sampleWeight, onWarning } = rest;
  const { values, rows, columns, isVector } = readItems(rest, 'yScore', yScore);
  const encoded = encodeColumns(yTrue, rest);
  const binary = isVector || columns === 1;
  const given = rest.labels ?? rest.classes;
  if (!binary && columns === 2 && encoded.present.length <= 2 && (given?.length ?? 2) <= 2) {
    throw new MetricsError('invalid-score', 'With two classes pass one score an item, of the second class.');
  }
  checkColumnCount(binary ? 2 : columns, encoded, 'yScore');
  if (k >= encoded.classes.length) {
    onWarning?.({
      code: 'trivial-score',
      message: `k (${k}) is not below the ${encoded.classes.length} classes: every item is a hit.`,
    });
  }
  const hits = new Float64Array(rows);
  if (binary) {
    // Scores within [0, 1] are read as probabilities, others as distances from the decision boundary.
    const threshold = values.every((value) => value >= 0 && value <= 1) ? 0.5 : 0;
    for (let i = 0; i < rows; i++) {
      hits[i] = k > 1 || Number(values[i]! > threshold) === encoded.columnOf[i] ? 1 : 0;
    }
  } else {
    for (let i = 0; i < rows; i++) {
      const own = encoded.columnOf[i]!;
      const score = values[i * columns + own]!;
      let better = 0;
      for (let j = 0; j < columns; j++) {
        const other = values[i * columns + j]!;
        if (other > score || (other === score && j > own)) better++;
      }
      hits[i] = better < k ? 1 : 0;
    }
  }
  return averageItems(hits, sampleWeight, normalize);
}
