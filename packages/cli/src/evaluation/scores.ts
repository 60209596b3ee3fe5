import { precisionRecallFscoreSupport, unweightedAverageRecall } from '@ser/metrics';
import { LABELS } from '../labels.ts';
import type { Prediction } from './predictions.ts';

/** The figures of the published table, as shares of one. */
export interface Scores {
  readonly files: number;
  /** Share of files that are right; speech-emotion papers also call it WA. */
  readonly accuracy: number;
  /** Mean recall of the classes; speech-emotion papers call it UAR or UA. Chance is one in eight. */
  readonly macroRecall: number;
  readonly macroPrecision: number;
  readonly macroF1: number;
  readonly weightedF1: number;
}

/**
 * Scores of some predictions. Means are over the classes that occur, as scikit-learn's are without a list of labels and as
 * the limits in the report are: a class that no file has, nor was heard in any, counts nowhere, and recall is of true classes.
 */
export function scoresOf(predictions: readonly Prediction[]): Scores {
  const yTrue = predictions.map((p) => p.actual);
  const yPred = predictions.map((p) => p.predicted);
  const occurring = new Set([...yTrue, ...yPred]);
  const given = { yTrue, yPred, labels: LABELS.filter((label) => occurring.has(label)), zeroDivision: 0 } as const;
  const macro = precisionRecallFscoreSupport({ ...given, average: 'macro' });
  const weighted = precisionRecallFscoreSupport({ ...given, average: 'weighted' });
  return {
    files: predictions.length,
    accuracy: yTrue.filter((label, i) => label === yPred[i]).length / predictions.length,
    macroRecall: unweightedAverageRecall({ yTrue, yPred, labels: LABELS, zeroDivision: Number.NaN }),
    macroPrecision: macro.precision,
    macroF1: macro.fScore,
    weightedF1: weighted.fScore,
  };
}
