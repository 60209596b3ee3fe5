import { MetricsError } from '../errors.ts';
import { readScores, type ScoreMatrix, type Scores } from '../input/read-scores.ts';
import { readProbabilities } from '../probability/check-probabilities.ts';

/** Logits, or probabilities to take logarithms of: either, never both. */
export type LogitSource =
  | {
      /** Scores before the softmax, `[items, classes]`. */
      readonly logits: ScoreMatrix;
      readonly yProba?: undefined;
    }
  | {
      /** Probabilities, `[items, classes]`; read as ln(p + 1e-12), as scikit-learn does. */
      readonly yProba: ScoreMatrix;
      readonly logits?: undefined;
    };

/**
 * Logits of either source.
 *
 * scikit-learn guesses from the values which of the two it was given; here the option's name says so.
 *
 * @param items Number of items, which tells how many columns a flat table has.
 * @throws {MetricsError} `invalid-option` unless exactly one is given, `invalid-score` for unusable values.
 */
export function readLogits({ logits, yProba }: LogitSource, items?: number): Scores {
  if ((logits === undefined) === (yProba === undefined)) {
    throw new MetricsError('invalid-option', 'Give either logits or yProba.');
  }
  if (logits !== undefined) return readScores(logits, 'logits', items);
  const scores = readProbabilities(yProba!, items);
  return { ...scores, values: scores.values.map((p) => Math.log(p + 1e-12)) };
}
