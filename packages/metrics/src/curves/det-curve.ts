import { MetricsError } from '../errors.ts';
import { type CurveOptions, curveCounts } from './curve-counts.ts';
import { dropUnchangedTruePositives } from './threshold-counts.ts';

/** Options of {@link detCurve}. */
export interface DetCurveOptions extends CurveOptions {
  /**
   * Drops thresholds around which the number of true positives does not change.
   * @default false
   */
  readonly dropIntermediate?: boolean | undefined;
}

/** Detection error tradeoff; the arrays run along ascending thresholds. */
export interface DetCurve {
  /** False positive (false alarm) rate, descending. */
  readonly fpr: Float64Array;
  /** False negative (miss) rate, ascending. */
  readonly fnr: Float64Array;
  /** An item is called positive from this score on; the last may be Infinity. */
  readonly thresholds: Float64Array;
}

/**
 * Detection error tradeoff: misses against false alarms, restricted to the thresholds between which both change.
 *
 * Reference: scikit-learn 1.9 `metrics.det_curve`.
 *
 * @throws {MetricsError} for unusable inputs, or `undefined-result` when only one class occurs.
 */
export function detCurve(options: DetCurveOptions): DetCurve {
  const counts = curveCounts(options);
  const start = { thresholds: Number.POSITIVE_INFINITY, truePositives: 0, falsePositives: 0 };
  const prepend = (first: number, rest: Float64Array): Float64Array => Float64Array.from([first, ...rest]);
  const whole = {
    thresholds: prepend(start.thresholds, counts.thresholds),
    truePositives: prepend(start.truePositives, counts.truePositives),
    falsePositives: prepend(start.falsePositives, counts.falsePositives),
  };
  const { thresholds, truePositives, falsePositives } =
    options.dropIntermediate === true ? dropUnchangedTruePositives(whole) : whole;
  const positives = truePositives.at(-1)!;
  const negatives = falsePositives.at(-1)!;
  if (new Set(Array.from(options.yTrue)).size !== 2) {
    throw new MetricsError(
      'undefined-result',
      'A detection error tradeoff needs items of exactly two classes in yTrue.',
    );
  }
  // From the last threshold without false alarms to the first without misses.
  let from = 0;
  while (from + 1 < falsePositives.length && falsePositives[from + 1] === falsePositives[0]) from++;
  let to = 0;
  while (truePositives[to]! < positives) to++;
  const kept = { from, to: to + 1 };
  return {
    fpr: falsePositives
      .slice(kept.from, kept.to)
      .reverse()
      .map((n) => n / negatives),
    fnr: truePositives
      .slice(kept.from, kept.to)
      .reverse()
      .map((n) => (positives - n) / positives),
    thresholds: thresholds.slice(kept.from, kept.to).reverse(),
  };
}
