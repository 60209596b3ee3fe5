import type { OnWarning } from '../warnings.ts';
import { thresholdCounts } from './threshold-counts.ts';

/**
 * Area under the ROC curve of positives (1) against negatives (0), by trapezoids over the distinct scores, so that ties count one
 * half; NaN with a warning when one of the two is missing.
 */
export function binaryRocAuc(
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights?: ArrayLike<number> | undefined,
  onWarning?: OnWarning,
): number {
  let positives = 0;
  for (let i = 0; i < isPositive.length; i++) if (isPositive[i]) positives++;
  if (positives === 0 || positives === isPositive.length) {
    onWarning?.({
      code: 'undefined-metric',
      message: 'Only one class is present in yTrue, so the ROC AUC is NaN.',
    });
    return Number.NaN;
  }
  const { truePositives, falsePositives } = thresholdCounts(isPositive, scores, weights);
  let [x, y, area] = [0, 0, 0];
  for (let i = 0; i < falsePositives.length; i++) {
    const nextX = falsePositives[i]!;
    const nextY = truePositives[i]!;
    area += ((nextX - x) * (nextY + y)) / 2;
    x = nextX;
    y = nextY;
  }
  return area / (x * y);
}
