import { argsort } from '../numeric/argsort.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';

/** Weight of true and false positives when everything scored at or above a threshold is called positive. */
export interface ThresholdCounts {
  /** Distinct scores, descending. */
  readonly thresholds: OwnedFloat64;
  /** True positives at each threshold, ascending. */
  readonly truePositives: OwnedFloat64;
  /** False positives at each threshold, ascending. */
  readonly falsePositives: OwnedFloat64;
}

/** Counts at each distinct score, for items already known to be positive (1) or negative (0); items of weight 0 are left out. */
export function thresholdCounts(
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights?: ArrayLike<number> | undefined,
): ThresholdCounts {
  const order = argsort(scores);
  const thresholds = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let distinct = 0;
  let [positive, negative] = [0, 0];
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const item = order[rank]!;
    const weight = weights ? weights[item]! : 1;
    if (weight === 0) continue;
    if (distinct === 0 || scores[item] !== thresholds[distinct - 1]) thresholds[distinct++] = scores[item]!;
    if (isPositive[item]) positive += weight;
    else negative += weight;
    truePositives[distinct - 1] = positive;
    falsePositives[distinct - 1] = negative;
  }
  return {
    thresholds: thresholds.slice(0, distinct),
    truePositives: truePositives.slice(0, distinct),
    falsePositives: falsePositives.slice(0, distinct),
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
