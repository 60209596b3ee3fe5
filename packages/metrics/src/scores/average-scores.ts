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
  const own = average === 'micro' ? classScores(pooledCounts(counts), options) : scores;
  const weights = average === 'weighted' ? counts.support : undefined;
  return {
    precision: nanAverage(own.precision, weights),
    recall: nanAverage(own.recall, weights),
    fScore: nanAverage(own.fScore, weights),
  };
}
