import { checkOptions, itemNames, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { OnWarning } from '../warnings.ts';
import { type CurveOptions, curveCounts } from './curve-counts.ts';
import { dropUnchangedTruePositives, type ThresholdCounts } from './threshold-counts.ts';

/** Options of {@link precisionRecallCurve}. */
export interface PrecisionRecallCurveOptions extends CurveOptions {
  /**
   * Drops thresholds around which the number of true positives does not change.
   * @default false
   */
  readonly dropIntermediate?: boolean | undefined;
}

/** Precision against recall; the arrays run along ascending thresholds. */
export interface PrecisionRecallCurve {
  /** Precision at each threshold, and a final 1 that belongs to none. */
  readonly precision: OwnedFloat64;
  /** Recall at each threshold, descending, and a final 0 that belongs to none. */
  readonly recall: OwnedFloat64;
  /** An item is called positive from this score on; one shorter than the other two. */
  readonly thresholds: OwnedFloat64;
}

const optionNames: OptionNames<PrecisionRecallCurveOptions> = {
  ...itemNames,
  yScore: true,
  posLabel: true,
  dropIntermediate: true,
};

/**
 * Precision–recall curve of two classes, or of one class against the rest.
 *
 * Without a positive item recall is 1 at every threshold, with a warning.
 * Reference: scikit-learn 1.9 `metrics.precision_recall_curve`.
 *
 * @throws {MetricsError} for unusable inputs, or a positive class that must be named.
 */
export function precisionRecallCurve(options: PrecisionRecallCurveOptions): PrecisionRecallCurve {
  checkOptions('precisionRecallCurve', options, optionNames);
  const counts = curveCounts(options);
  return precisionRecallOfCounts(
    options.dropIntermediate === true ? dropUnchangedTruePositives(counts) : counts,
    options.onWarning,
  );
}

/** Precision–recall curve of counts at thresholds. */
export function precisionRecallOfCounts(counts: ThresholdCounts, onWarning?: OnWarning): PrecisionRecallCurve {
  const { thresholds, truePositives: tp, falsePositives: fp } = counts;
  const n = tp.length;
  const positives = tp[n - 1]!;
  if (positives === 0) {
    onWarning?.({ code: 'undefined-metric', message: 'yTrue has no positive item, so recall is set to 1 throughout.' });
  }
  const precision = new Float64Array(n + 1);
  const recall = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    const called = tp[i]! + fp[i]!;
    precision[n - 1 - i] = called === 0 ? 0 : tp[i]! / called;
    recall[n - 1 - i] = positives === 0 ? 1 : tp[i]! / positives;
  }
  precision[n] = 1;
  return { precision, recall, thresholds: thresholds.toReversed() };
}
