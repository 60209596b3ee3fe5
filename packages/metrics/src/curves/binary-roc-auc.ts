import type { OnWarning } from '../warnings.ts';
import { auc } from './auc.ts';
import { rocOfCounts } from './roc-curve.ts';
import { thresholdCounts } from './threshold-counts.ts';

/**
 * Area under the ROC curve of positives (1) against negatives (0); NaN with a warning when one of them is missing.
 *
 * With `maxFpr` below 1 it is the partial area up to that false positive rate, standardized by McClish's correction so that
 * chance is 0.5 and perfect is 1.
 */
export function binaryRocAuc(
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights?: ArrayLike<number> | undefined,
  maxFpr = 1,
  onWarning?: OnWarning,
): number {
  let positives = 0;
  for (let i = 0; i < isPositive.length; i++) if (isPositive[i]) positives++;
  if (positives === 0 || positives === isPositive.length) {
    onWarning?.({
      code: 'UNDEFINED_METRIC',
      message: 'Only one class is present in yTrue. The area under the ROC curve is not defined then, and NaN.',
    });
    return Number.NaN;
  }
  const { fpr, tpr } = rocOfCounts(thresholdCounts(isPositive, scores, weights), true);
  if (maxFpr === 1) return auc({ x: fpr, y: tpr });
  const stop = fpr.findIndex((rate) => rate > maxFpr);
  const [x0, x1] = [fpr[stop - 1]!, fpr[stop]!];
  const [y0, y1] = [tpr[stop - 1]!, tpr[stop]!];
  const edge = y0 + ((y1 - y0) * (maxFpr - x0)) / (x1 - x0);
  const area = auc({ x: [...fpr.slice(0, stop), maxFpr], y: [...tpr.slice(0, stop), edge] });
  const least = (maxFpr * maxFpr) / 2;
  return (1 + (area - least) / (maxFpr - least)) / 2;
}
