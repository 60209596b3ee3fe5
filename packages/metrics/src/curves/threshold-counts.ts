import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { checkWeights } from '../input/check-weights.ts';
import { type Label, quoteLabels } from '../input/label.ts';
import { positiveLabel } from '../input/positive-label.ts';
import { readScores, type ScoreVector } from '../input/read-scores.ts';
import type { OnWarning } from '../warnings.ts';

/** What every curve takes. */
export interface CurveOptions {
  /** True label of each item: two classes, or more with `posLabel` (that class against the rest). */
  readonly yTrue: ArrayLike<Label>;
  /** Score of the positive class for each item, `[items]`: probability, logit, anything that grows with certainty. */
  readonly yScore: ScoreVector;
  /**
   * The positive class.
   * @default 1 for labels within {0, 1} or {−1, 1}, `true` for booleans; otherwise it must be named
   */
  readonly posLabel?: Label | undefined;
  /**
   * Weight of each item; finite. Items of weight 0 are dropped.
   * @default 1 for each
   */
  readonly sampleWeight?: ArrayLike<number> | undefined;
  /**
   * Receives warnings as data.
   * @default none: warnings are dropped
   */
  readonly onWarning?: OnWarning | undefined;
}

/** Weight of true and false positives when everything scored at or above a threshold is called positive. */
export interface ThresholdCounts {
  /** Distinct scores, descending. */
  readonly thresholds: Float64Array;
  /** True positives at each threshold, ascending. */
  readonly truePositives: Float64Array;
  /** False positives at each threshold, ascending. */
  readonly falsePositives: Float64Array;
}

/**
 * Checks the inputs of a curve and counts true and false positives at each distinct score.
 *
 * Reference: scikit-learn 1.9 `metrics.confusion_matrix_at_thresholds`.
 *
 * @throws {MetricsError} for unusable inputs, or a positive class that must be named.
 */
export function curveCounts(options: CurveOptions): ThresholdCounts {
  const { yTrue, yScore, sampleWeight, onWarning } = options;
  const { values, rows, columns } = readScores(yScore, 'yScore');
  if (columns !== 1) {
    throw new MetricsError(
      'INVALID_SCORE',
      `yScore must hold one score an item, received ${columns} columns. Pass the column of the positive class.`,
    );
  }
  checkLengths({ yTrue, yScore: { length: rows }, sampleWeight });
  if (sampleWeight) checkWeights(sampleWeight, onWarning);
  const { present, positive } = positiveLabel(yTrue, options.posLabel);
  if (present.length > 2 && options.posLabel === undefined) {
    throw new MetricsError(
      'INVALID_OPTION',
      `yTrue has more than two classes ${quoteLabels(present)}: name the positive one as posLabel.`,
    );
  }
  const isPositive = Uint8Array.from(yTrue, (label) => (label === positive ? 1 : 0));
  return thresholdCounts(isPositive, values, sampleWeight);
}

/** Counts at each distinct score, for items already known to be positive (1) or negative (0). */
export function thresholdCounts(
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights?: ArrayLike<number> | undefined,
): ThresholdCounts {
  let order = Uint32Array.from(scores, (_, i) => i);
  if (weights) order = order.filter((i) => weights[i] !== 0);
  order.sort((a, b) => scores[b]! - scores[a]!);
  const thresholds: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < order.length; i++) {
    const item = order[i]!;
    const weight = weights ? weights[item]! : 1;
    if (isPositive[item]) positives += weight;
    else negatives += weight;
    const score = scores[item]!;
    if (i + 1 < order.length && scores[order[i + 1]!] === score) continue;
    thresholds.push(score);
    truePositives.push(positives);
    falsePositives.push(negatives);
  }
  return {
    thresholds: Float64Array.from(thresholds),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
  };
}

/** The counts at the given thresholds only. */
export function selectThresholds(counts: ThresholdCounts, keep: (i: number) => boolean): ThresholdCounts {
  return {
    thresholds: counts.thresholds.filter((_, i) => keep(i)),
    truePositives: counts.truePositives.filter((_, i) => keep(i)),
    falsePositives: counts.falsePositives.filter((_, i) => keep(i)),
  };
}

/** Drops thresholds around which the true positives do not change: they lie on a vertical piece of the curve. */
export function dropUnchangedTruePositives(counts: ThresholdCounts): ThresholdCounts {
  const tp = counts.truePositives;
  if (tp.length <= 2) return counts;
  return selectThresholds(counts, (i) => i === 0 || i === tp.length - 1 || tp[i] !== tp[i - 1] || tp[i + 1] !== tp[i]);
}
