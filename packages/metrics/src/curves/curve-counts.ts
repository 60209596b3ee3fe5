import { MetricsError } from '../errors.ts';
import { type Label, quoteLabels } from '../input/label.ts';
import { positiveLabel } from '../input/positive-label.ts';
import { type ItemOptions, readItems } from '../input/read-items.ts';
import type { ScoreVector } from '../input/read-scores.ts';
import { type ThresholdCounts, thresholdCounts } from './threshold-counts.ts';

/** What every curve takes; `yTrue` has two classes, or more with `posLabel` (that class against the rest). */
export interface CurveOptions extends ItemOptions {
  /** Score of the positive class for each item, `[items]`: probability, logit, anything that grows with certainty. */
  readonly yScore: ScoreVector;
  /**
   * The positive class.
   * @default 1 for labels within {0, 1} or {−1, 1}, `true` for booleans; otherwise it must be named
   */
  readonly posLabel?: Label | undefined;
}

/**
 * Checks the inputs of a curve and counts true and false positives at each distinct score.
 *
 * Reference: scikit-learn 1.9 `metrics.confusion_matrix_at_thresholds`.
 *
 * @throws {MetricsError} for unusable inputs, or a positive class that must be named.
 */
export function curveCounts(options: CurveOptions): ThresholdCounts {
  const { yTrue, yScore, sampleWeight } = options;
  const { values, columns } = readItems(options, 'yScore', yScore);
  if (columns !== 1) {
    throw new MetricsError(
      'invalid-score',
      `yScore must hold one score an item, received ${columns} columns. Pass the column of the positive class.`,
    );
  }
  const { present, positive } = positiveLabel(yTrue, options.posLabel);
  if (present.length > 2 && options.posLabel === undefined) {
    throw new MetricsError(
      'invalid-option',
      `yTrue has more than two classes ${quoteLabels(present)}: name the positive one as posLabel.`,
    );
  }
  const isPositive = Uint8Array.from(yTrue, (label) => (label === positive ? 1 : 0));
  return thresholdCounts(isPositive, values, sampleWeight);
}
