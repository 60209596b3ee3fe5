import { precisionRecallFscoreSupport, unweightedAverageRecall } from '@ser/metrics';
import type { Prediction } from './predictions.ts';

/** The figures of the published table, as shares of one. */
export interface Scores {
  readonly files: number;
  /** Share of files that are right; speech-emotion papers also call it WA. */
  readonly accuracy: number;
  /** Mean recall of the classes that have test files; speech-emotion papers call it UAR or UA. */
  readonly macroRecall: number;
  /** Mean precision of the classes that occur; a class that is never predicted counts as 0. */
  readonly macroPrecision: number;
  /** Mean F1 of the classes that occur. */
  readonly macroF1: number;
  /** Mean F1 of the classes, by their test files. */
  readonly weightedF1: number;
}

/** The one definition of each average, for people. */
export const AVERAGES =
  'UAR (macro recall) is the mean over the classes that have test files; macro precision and macro F1 are means over the classes that have test files or are predicted, where a class that is never predicted has precision 0; weighted F1 weights each class by its test files. They are scikit-learn’s balanced_accuracy_score, and precision_score and f1_score without a list of labels and with zero_division=0.';

/** The classes that occur in some predictions, as true or as predicted ones, in the order of the run's classes. */
export function occurringLabels(predictions: readonly Prediction[], labels: readonly string[]): string[] {
  const occurring = new Set(predictions.flatMap(({ actual, predicted }) => [actual, predicted]));
  return labels.filter((label) => occurring.has(label));
}

/** How many classes have test files: whoever draws among them is right in one of so many. */
export function testedClasses(predictions: readonly Prediction[]): number {
  return new Set(predictions.map(({ actual }) => actual)).size;
}

/** Scores of some predictions; {@link AVERAGES} says what the means are over. */
export function scoresOf(predictions: readonly Prediction[], labels: readonly string[]): Scores {
  const yTrue = predictions.map((p) => p.actual);
  const yPred = predictions.map((p) => p.predicted);
  const given = { yTrue, yPred, labels: occurringLabels(predictions, labels), zeroDivision: 0 } as const;
  const macro = precisionRecallFscoreSupport({ ...given, average: 'macro' });
  const weighted = precisionRecallFscoreSupport({ ...given, average: 'weighted' });
  return {
    files: predictions.length,
    accuracy: yTrue.filter((label, i) => label === yPred[i]).length / predictions.length,
    macroRecall: unweightedAverageRecall({ yTrue, yPred, labels, zeroDivision: Number.NaN }),
    macroPrecision: macro.precision,
    macroF1: macro.fScore,
    weightedF1: weighted.fScore,
  };
}
