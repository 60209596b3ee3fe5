import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkWeights } from '../input/check-weights.ts';
import { type ColumnLabels, checkColumnCount, encodeColumns } from '../input/encode-columns.ts';
import type { Label } from '../input/label.ts';
import { readScores, type ScoreMatrix, type ScoreVector } from '../input/read-scores.ts';
import type { OnWarning } from '../warnings.ts';
import { averageItems } from './average-items.ts';

/** Options of {@link topKAccuracyScore}. */
export interface TopKAccuracyScoreOptions extends ColumnLabels {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
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
  /**
   * Weight of each item; finite.
   * @default 1 for each
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /** Receives warnings as data. */
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Share of items whose true class is among the `k` best-scored ones, in [0, 1].
 *
 * Among equal scores the later column is ranked higher.
 * Reference: scikit-learn 1.9 `metrics.top_k_accuracy_score`.
 *
 * @throws {MetricsError} for unusable inputs or options, or labels that do not fit the columns.
 */
export function topKAccuracyScore({ k = 2, normalize = true, ...options }: TopKAccuracyScoreOptions): number {
  if (!Number.isInteger(k) || k < 1) {
    throw new MetricsError('INVALID_OPTION', `k must be an integer of at least 1, received ${String(k)}.`);
  }
  const { yTrue, yScore, sampleWeight, onWarning } = options;
  const { values, rows, columns, isVector } = readScores(yScore, 'yScore');
  checkLengths({ yTrue, yScore: { length: rows }, sampleWeight });
  if (sampleWeight) checkWeights(sampleWeight, onWarning);
  const encoded = encodeColumns(yTrue, options);
  const binary = isVector || columns === 1;
  const given = options.labels ?? options.classes;
  if (!binary && columns === 2 && encoded.present.length <= 2 && (given?.length ?? 2) <= 2) {
    throw new MetricsError(
      'INVALID_SCORE',
      'With two classes, pass the scores of the second class alone (one number an item), or name three or more classes.',
    );
  }
  checkColumnCount(binary ? 2 : columns, encoded, 'yScore');
  if (k >= encoded.classes.length) {
    onWarning?.({
      code: 'TRIVIAL_SCORE',
      message: `k (${k}) is not below the number of classes (${encoded.classes.length}), so every item is a hit.`,
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
