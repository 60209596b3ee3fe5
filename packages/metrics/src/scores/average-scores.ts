import { type ClassCounts, pooledCounts } from '../input/class-counts.ts';
import { type ClassScores, type ClassScoresOptions, classScores, type Ratio } from './class-scores.ts';
import { nanAverage } from './nan-average.ts';

/**
 * How class scores become one number: `'micro'` from the pooled counts, `'macro'` the plain mean over classes, `'weighted'`
 * the mean weighted by support.
 */
export type Average = 'micro' | 'macro' | 'weighted';

/** Precision, recall and F as single numbers. */
export type AverageScores = Readonly<Record<Ratio, number>>;

/** Averages `scores` of the classes of `counts`. */
export function averageScores(
  counts: ClassCounts,
  scores: ClassScores,
  average: Average,
  options: ClassScoresOptions,
): AverageScores {
  if (average === 'micro') {
    const pooled = classScores(pooledCounts(counts), options);
    return { precision: pooled.precision[0]!, recall: pooled.recall[0]!, fScore: pooled.fScore[0]! };
  }
  const weights = average === 'weighted' ? counts.support : undefined;
  return {
    precision: nanAverage(scores.precision, weights),
    recall: nanAverage(scores.recall, weights),
    fScore: nanAverage(scores.fScore, weights),
  };
}
