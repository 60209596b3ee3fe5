import { confusionMatrix } from '@ser/metrics';
import type { Prediction } from '../../evaluation/predictions.ts';

/** One class taken for another. */
export interface Confusion {
  readonly actual: string;
  readonly predicted: string;
  /** Files of the true class that are taken for the other one. */
  readonly count: number;
  /** All files of the true class. */
  readonly files: number;
}

/** Counts by true class (rows) and predicted class (columns), in the order of the labels. */
export function confusionCounts(predictions: readonly Prediction[], labels: readonly string[]): number[][] {
  const yTrue = predictions.map(({ actual }) => actual);
  const yPred = predictions.map(({ predicted }) => predicted);
  return confusionMatrix({ yTrue, yPred, labels }).to2DArray();
}

/** Which classes are taken for which others, most files first, then in the order of the labels. */
export function confusionsOf(predictions: readonly Prediction[], labels: readonly string[]): Confusion[] {
  return confusionCounts(predictions, labels)
    .flatMap((row, i) => {
      const files = row.reduce((sum, count) => sum + count, 0);
      return row.map((count, j) => ({ i, j, count, files }));
    })
    .filter(({ i, j, count }) => i !== j && count > 0)
    .sort((a, b) => b.count - a.count || a.i - b.i || a.j - b.j)
    .map(({ i, j, count, files }) => ({ actual: labels[i]!, predicted: labels[j]!, count, files }));
}
