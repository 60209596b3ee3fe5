import { checkOptions, itemNames, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import type { OnWarning } from '../warnings.ts';
import { type CurveOptions, curveCounts } from './curve-counts.ts';
import { selectThresholds, type ThresholdCounts } from './threshold-counts.ts';

/** Options of {@link rocCurve}. */
export interface RocCurveOptions extends CurveOptions {
  /**
   * Drops points that lie on a straight line between their neighbors.
   * @default true
   */
  readonly dropIntermediate?: boolean | undefined;
}

/** Receiver operating characteristic; the arrays run along descending thresholds. */
export interface RocCurve {
  /** False positive rate, from 0 to 1. */
  readonly fpr: OwnedFloat64;
  /** True positive rate, from 0 to 1. */
  readonly tpr: OwnedFloat64;
  /** An item is called positive from this score on; the first is Infinity. */
  readonly thresholds: OwnedFloat64;
}

const optionNames: OptionNames<RocCurveOptions> = {
  ...itemNames,
  yScore: true,
  posLabel: true,
  dropIntermediate: true,
};

/**
 * ROC curve of two classes, or of one class against the rest.
 *
 * Without a negative (positive) item the false (true) positive rate is NaN, with a warning.
 * Reference: scikit-learn 1.9 `metrics.roc_curve`.
 *
 * @throws {MetricsError} for unusable inputs, or a positive class that must be named.
 */
export function rocCurve(options: RocCurveOptions): RocCurve {
  checkOptions('rocCurve', options, optionNames);
  const { dropIntermediate = true, ...rest } = options;
  return rocOfCounts(curveCounts(rest), dropIntermediate, rest.onWarning);
}

/** ROC curve of counts at thresholds. */
export function rocOfCounts(all: ThresholdCounts, dropIntermediate: boolean, onWarning?: OnWarning): RocCurve {
  const { thresholds, truePositives, falsePositives } =
    dropIntermediate && all.thresholds.length > 2 ? dropCollinear(all) : all;
  const rate = (counts: Float64Array, of: string): OwnedFloat64 => {
    const total = counts.at(-1)!;
    if (total <= 0) {
      onWarning?.({ code: 'undefined-metric', message: `yTrue has no ${of} item, so its rate is NaN.` });
    }
    return prepend(0, counts, total);
  };
  return {
    fpr: rate(falsePositives, 'negative'),
    tpr: rate(truePositives, 'positive'),
    thresholds: prepend(Number.POSITIVE_INFINITY, thresholds, 1),
  };
}

function prepend(first: number, rest: Float64Array, divisor: number): OwnedFloat64 {
  const all = new Float64Array(rest.length + 1);
  all[0] = divisor <= 0 ? Number.NaN : first / divisor;
  for (let i = 0; i < rest.length; i++) all[i + 1] = divisor <= 0 ? Number.NaN : rest[i]! / divisor;
  return all;
}

function dropCollinear(counts: ThresholdCounts): ThresholdCounts {
  const { truePositives: tp, falsePositives: fp } = counts;
  const bends = (values: Float64Array, i: number): boolean =>
    values[i + 1]! - values[i]! - (values[i]! - values[i - 1]!) !== 0;
  return selectThresholds(counts, (i) => i === 0 || i === tp.length - 1 || bends(fp, i) || bends(tp, i));
}
