import { checkOptions, columnNames, itemNames, type OptionNames } from '../input/check-options.ts';
import type { CalibrationOptions } from './confidence-bins.ts';
import { type ReliabilityBin, reliabilityBins } from './reliability-bins.ts';

/** Options of {@link expectedCalibrationError}. */
export interface ExpectedCalibrationErrorOptions extends CalibrationOptions {
  /**
   * How the gaps of the bins become one number: their mean weighted by items (`'l1'`), the root of the mean square (`'l2'`), or
   * the largest (`'max'`, the maximum calibration error).
   * @default 'l1'
   */
  readonly norm?: CalibrationNorm | undefined;
}

/** Norm over the gaps of the bins. */
export type CalibrationNorm = 'l1' | 'l2' | 'max';

const optionNames: OptionNames<ExpectedCalibrationErrorOptions> = {
  ...itemNames,
  ...columnNames,
  yProba: true,
  nBins: true,
  closed: true,
  norm: true,
};

/**
 * Expected calibration error (ECE) of the top label: mean gap between confidence and accuracy over bins of confidence, in [0, 1].
 *
 * The bin rule is part of the number: by default 15 equally wide bins (lower, upper]. scikit-learn has no ECE; this follows Guo,
 * Pleiss, Sun and Weinberger, 2017, equation 3. Few items a bin bias it upwards, so compare only equal bin rules and sizes.
 *
 * @throws {MetricsError} for unusable inputs or options.
 */
export function expectedCalibrationError(options: ExpectedCalibrationErrorOptions): number {
  checkOptions('expectedCalibrationError', options, optionNames);
  const { norm = 'l1', ...rest } = options;
  return calibrationErrorOfBins(reliabilityBins(rest), norm);
}

/** Calibration error of bins. */
export function calibrationErrorOfBins(bins: readonly ReliabilityBin[], norm: CalibrationNorm): number {
  let total = 0;
  let sum = 0;
  let largest = 0;
  for (const { count, confidence, accuracy } of bins) {
    if (count === 0) continue;
    const gap = Math.abs(confidence - accuracy);
    total += count;
    sum += count * (norm === 'l2' ? gap * gap : gap);
    largest = Math.max(largest, gap);
  }
  return norm === 'max' ? largest : norm === 'l2' ? Math.sqrt(sum / total) : sum / total;
}
