import { precisionRecallFscoreSupport } from '@ser/metrics';
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

/** Scores of some predictions; a class that no test file has counts as recall 0, as all eight are fixed up front. */
export function scoresOf(predictions: readonly Prediction[]): Scores {
  const given = {
    yTrue: predictions.map((p) => p.actual),
    yPred: predictions.map((p) => p.predicted),
    labels: LABELS,
    zeroDivision: 0,
  } as const;
  const macro = precisionRecallFscoreSupport({ ...given, average: 'macro' });
  const weighted = precisionRecallFscoreSupport({ ...given, average: 'weighted' });
  return {
    files: predictions.length,
    accuracy: predictions.filter((p) => p.actual === p.predicted).length / predictions.length,
    macroRecall: macro.recall,
    macroPrecision: macro.precision,
    macroF1: macro.fScore,
    weightedF1: weighted.fScore,
  };
}
