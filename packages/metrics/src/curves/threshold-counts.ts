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
 * Counts at each distinct score, for items already known to be positive (1) or negative (0).
 *
 * Scores are sorted as plain numbers, without a comparator, and each item finds its threshold by bisection: several times
 * faster than sorting the items.
 */
export function thresholdCounts(
  isPositive: ArrayLike<number>,
  scores: Float64Array,
  weights?: ArrayLike<number> | undefined,
): ThresholdCounts {
  const ascending = scores.filter((_, i) => weights?.[i] !== 0).sort();
  const distinct = ascending.filter((score, i) => i === 0 || score !== ascending[i - 1]);
  const thresholds = distinct.reverse();
  const truePositives = new Float64Array(thresholds.length);
  const falsePositives = new Float64Array(thresholds.length);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    let low = 0;
    let high = thresholds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (thresholds[middle]! > score) low = middle + 1;
      else high = middle;
    }
    // An item of weight 0 may find no threshold of its own; wherever it lands, it adds nothing.
    (isPositive[i] ? truePositives : falsePositives)[low]! += weights ? weights[i]! : 1;
  }
  for (let k = 1; k < thresholds.length; k++) {
    truePositives[k]! += truePositives[k - 1]!;
    falsePositives[k]! += falsePositives[k - 1]!;
  }
  return { thresholds, truePositives, falsePositives };
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
