/** Weight of true and false positives when everything scored at or above a threshold is called positive. */
export interface ThresholdCounts {
  /** Distinct scores, descending. */
  readonly thresholds: Float64Array;
  /** True positives at each threshold, ascending. */
  readonly truePositives: Float64Array;
  /** False positives at each threshold, ascending. */
  readonly falsePositives: Float64Array;
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
