import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { pairwiseSum } from '../numeric/pairwise-sum.ts';
import type { Average } from '../scores/average-scores.ts';

/** Score of positives (1) against negatives (0). */
export type BinaryScore = (
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights: ArrayLike<number> | undefined,
) => number;

/** Scores by item and class, with the true class of each item. */
export interface ClassColumns {
  /** Row-major `[rows, columns]`. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly columnOf: Int32Array;
  readonly weights: ArrayLike<number> | undefined;
}

/**
 * A two-class score of every class against the rest: each (`null`), their mean, their mean by prevalence, or one score over all
 * (item, class) pairs.
 *
 * A class without true items has weight 0 in `'weighted'`, and whatever the score says in `'macro'`.
 */
export function averageClasses(data: ClassColumns, average: Average | null, score: BinaryScore): number | OwnedFloat64 {
  const { values, rows, columns, columnOf, weights } = data;
  if (average === 'micro') {
    const isPositive = values.map((_, i) => (columnOf[Math.floor(i / columns)] === i % columns ? 1 : 0));
    const repeated = weights && values.map((_, i) => weights[Math.floor(i / columns)]!);
    return score(isPositive, values, repeated);
  }
  const prevalence = new Float64Array(columns);
  for (let i = 0; i < rows; i++) prevalence[columnOf[i]!]! += weights ? weights[i]! : 1;
  const scores = new Float64Array(columns).map((_, c) =>
    score(
      columnOf.map((column) => (column === c ? 1 : 0)),
      new Float64Array(rows).map((_, i) => values[i * columns + c]!),
      weights,
    ),
  );
  if (average === null) return scores;
  if (average === 'macro') return pairwiseSum(scores) / columns;
  const total = pairwiseSum(prevalence);
  if (total === 0) return 0;
  return pairwiseSum(scores.map((value, c) => (prevalence[c] === 0 ? 0 : value * prevalence[c]!))) / total;
}
