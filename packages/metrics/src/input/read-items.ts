import type { OnWarning } from '../warnings.ts';
import { checkLengths } from './check-lengths.ts';
import { checkWeights } from './check-weights.ts';
import type { Label } from './label.ts';
import { readScores, type ScoreMatrix, type Scores, type ScoreVector } from './read-scores.ts';

/** What everything that scores items by numbers takes. */
export interface ItemOptions {
  /** True label of each item. */
  readonly yTrue: ArrayLike<Label>;
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

/**
 * Reads the scores of items, one row each, and checks that labels and weights go with them.
 *
 * @throws {MetricsError} for empty, unequal or unusable inputs.
 */
export function readItems(options: ItemOptions, name: string, scores: ScoreMatrix | ScoreVector): Scores {
  const { yTrue, sampleWeight, onWarning } = options;
  const read = readScores(scores, name, yTrue?.length);
  checkLengths({ yTrue, [name]: { length: read.rows }, sampleWeight });
  if (sampleWeight) checkWeights(sampleWeight, onWarning);
  return read;
}
