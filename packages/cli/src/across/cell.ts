import { mapProbabilities } from '../evaluation/map-probabilities.ts';
import type { Prediction } from '../evaluation/predictions.ts';
import { type Scores, scoresOf } from '../evaluation/scores.ts';
import type { ModelName } from '../models/model.ts';
import type { ModelScores } from '../report/analysis/model-scores.ts';

/** A label that a model does not know, with the recordings that were left out for it. */
export interface LeftOutLabel {
  readonly label: string;
  readonly files: number;
}

/** One model, trained in one run, on one corpus. */
export interface Cell {
  readonly model: ModelName;
  /** Name of the run. */
  readonly run: string;
  /** Name of the corpus. */
  readonly corpus: string;
  /** True where that is the run's own corpus: the figures are those of its test part. */
  readonly isOwn: boolean;
  /** The classes that both have: chance is one in so many. */
  readonly labels: readonly string[];
  /** Labels of the corpus that the run does not know. */
  readonly leftOut: readonly LeftOutLabel[];
  /** Classes of the run that the corpus lacks: their probability was shared out. */
  readonly unused: readonly string[];
  readonly predictions: readonly Prediction[];
  readonly scored: ModelScores;
  /** The same model on the test part of its own corpus, among the same classes; null where that was not evaluated. */
  readonly own: Scores | null;
  /** What has to stand beside the figures. */
  readonly caveats: readonly string[];
}

/**
 * Predictions among other classes, `to` says which; what stands for none of them is no choice.
 *
 * @param predictions Their true class is one of `kept`.
 */
export function among(
  predictions: readonly Prediction[],
  classes: readonly string[],
  to: ReadonlyMap<string, string>,
  kept: readonly string[],
): Prediction[] {
  return predictions.map((one) => {
    const probabilities = mapProbabilities(one.probabilities, classes, to, kept);
    return { ...one, probabilities, predicted: kept[probabilities.indexOf(Math.max(...probabilities))]! };
  });
}

/** Scores of a test part among other classes, without the files of classes that stand for none; null where none is left. */
export function scoresAmong(
  predictions: readonly Prediction[] | undefined,
  classes: readonly string[],
  to: ReadonlyMap<string, string>,
  kept: readonly string[],
): Scores | null {
  const known = (predictions ?? []).flatMap((one) => {
    const actual = to.get(one.actual);
    return actual === undefined ? [] : [{ ...one, actual }];
  });
  return known.length === 0 ? null : scoresOf(among(known, classes, to, kept), kept);
}
