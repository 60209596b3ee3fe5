import { MetricsError } from '../errors.ts';
import { checkOptions, itemNames, type OptionNames } from '../input/check-options.ts';
import { type CurveOptions, curveCounts } from './curve-counts.ts';

/** Options of {@link equalErrorRate}; `yTrue` has two classes, or more with `posLabel` (that class against the rest). */
export type EqualErrorRateOptions = CurveOptions;

/** Where misses and false alarms are equally frequent. */
export interface EqualErrorRate {
  /** Both rates, in [0, 1]. */
  readonly rate: number;
  /** The score from which on an item is called positive there: the highest one with at least as many false alarms as misses. */
  readonly threshold: number;
}

const optionNames: OptionNames<EqualErrorRateOptions> = { ...itemNames, yScore: true, posLabel: true };

/**
 * Equal error rate: the rate at which the ROC curve, straight between its points, has as many misses as false alarms.
 *
 * Reference: the point of scikit-learn 1.9's `metrics.roc_curve` where `fpr` equals `1 − tpr`.
 *
 * @throws {MetricsError} for unusable inputs, a positive class that must be named, or `undefined-result` when yTrue lacks a
 * positive or a negative item.
 */
export function equalErrorRate(options: EqualErrorRateOptions): EqualErrorRate {
  checkOptions('equalErrorRate', options, optionNames);
  const { thresholds, truePositives, falsePositives } = curveCounts(options);
  const positives = truePositives.at(-1)!;
  const negatives = falsePositives.at(-1)!;
  if (!(positives > 0 && negatives > 0)) {
    throw new MetricsError('undefined-result', 'An equal error rate needs items of exactly two classes in yTrue.');
  }
  // Along descending thresholds false alarms rise from 0 and misses fall from 1: they cross once.
  let alarms = 0;
  let misses = 1;
  for (let i = 0; i < thresholds.length; i++) {
    const nextAlarms = falsePositives[i]! / negatives;
    const nextMisses = (positives - truePositives[i]!) / positives;
    if (nextAlarms >= nextMisses) {
      const share = (misses - alarms) / (misses - alarms + nextAlarms - nextMisses);
      return { rate: alarms + share * (nextAlarms - alarms), threshold: thresholds[i]! };
    }
    alarms = nextAlarms;
    misses = nextMisses;
  }
  return { rate: alarms, threshold: thresholds.at(-1)! };
}
