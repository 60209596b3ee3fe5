import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkCount, checkOneOf } from '../input/check-option.ts';
import { checkOptions, type OptionNames } from '../input/check-options.ts';
import { type Label, quoteLabels } from '../input/label.ts';
import { positiveLabel } from '../input/positive-label.ts';
import type { ScoreVector } from '../input/read-scores.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { quantileSorted } from '../numeric/quantile-sorted.ts';
import { readProbabilities } from '../probability/check-probabilities.ts';
import { binOf, uniformEdges } from './bin-edges.ts';

/** Options of {@link calibrationCurve}. */
export interface CalibrationCurveOptions {
  /** True label of each item; two classes. */
  readonly yTrue: ArrayLike<Label>;
  /** Probability of the positive class, `[items]`, in [0, 1]. */
  readonly yProba: ScoreVector;
  /**
   * The positive class.
   * @default 1 for labels within {0, 1} or {−1, 1}, `true` for booleans; otherwise it must be named
   */
  readonly posLabel?: Label | undefined;
  /**
   * Number of bins, ≥ 1; empty ones are left out of the result.
   * @default 5
   */
  readonly nBins?: number | undefined;
  /**
   * Bins of equal width over [0, 1], or between quantiles of the probabilities.
   * @default 'uniform'
   */
  readonly strategy?: 'uniform' | 'quantile' | undefined;
}

/** One point a bin that holds items. */
export interface CalibrationCurve {
  /** Share of positive items. */
  readonly probTrue: OwnedFloat64;
  /** Mean probability. */
  readonly probPred: OwnedFloat64;
}

const optionNames: OptionNames<CalibrationCurveOptions> = {
  yTrue: true,
  yProba: true,
  posLabel: true,
  nBins: true,
  strategy: true,
};

/**
 * Share of positives against predicted probability for two classes; a probability on an edge falls into the lower bin.
 *
 * Reference: scikit-learn 1.9 `calibration.calibration_curve`.
 *
 * @throws {MetricsError} for unusable inputs or options, or more than two classes.
 */
export function calibrationCurve(options: CalibrationCurveOptions): CalibrationCurve {
  checkOptions('calibrationCurve', options, optionNames);
  const { yTrue, nBins = 5, strategy = 'uniform' } = options;
  checkCount('nBins', nBins);
  checkOneOf('strategy', strategy, ['uniform', 'quantile']);
  const { values, rows, columns } = readProbabilities(options.yProba);
  if (columns !== 1) {
    throw new MetricsError('invalid-score', `yProba must hold one probability an item, received ${columns} columns.`);
  }
  checkLengths({ yTrue, yProba: { length: rows } });
  const { present, positive } = positiveLabel(yTrue, options.posLabel);
  if (present.length > 2) {
    throw new MetricsError('invalid-option', `Only two classes are supported, yTrue has ${quoteLabels(present)}.`);
  }
  const sorted = strategy === 'quantile' ? values.toSorted() : values;
  const edges = uniformEdges(nBins).map((q) => (strategy === 'quantile' ? quantileSorted(sorted, (q * 100) / 100) : q));
  const counts = new Float64Array(nBins);
  const sums = new Float64Array(nBins);
  const positives = new Float64Array(nBins);
  for (let i = 0; i < rows; i++) {
    const bin = binOf(values[i]!, edges, 'right');
    counts[bin]! += 1;
    sums[bin]! += values[i]!;
    if (yTrue[i] === positive) positives[bin]! += 1;
  }
  const filled = (totals: Float64Array): OwnedFloat64 =>
    totals.map((total, bin) => total / counts[bin]!).filter((_, bin) => counts[bin]! > 0);
  return { probTrue: filled(positives), probPred: filled(sums) };
}
