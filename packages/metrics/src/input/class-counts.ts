import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { pairwiseSum } from '../numeric/pairwise-sum.ts';
import { checkLabels } from './check-labels.ts';
import type { Targets } from './check-targets.ts';
import type { Label } from './label.ts';

/** Per-class totals from which precision, recall, F and every average follow; weighted if the items were. */
export interface ClassCounts {
  /** Classes in report order. */
  readonly labels: readonly Label[];
  /** Weight of items of the class that were predicted as such. */
  readonly truePositives: OwnedFloat64;
  /** Weight of items predicted as the class. */
  readonly predicted: OwnedFloat64;
  /** Weight of items that are of the class. */
  readonly support: OwnedFloat64;
  /** Whether `labels` hold every label that occurs, so that the micro average is the accuracy. */
  readonly coversAll: boolean;
  /** Whether supports are printed as Python floats: with weights, and (scikit-learn's quirk) when no item at all was right. */
  readonly floatSupport: boolean;
}

/**
 * Counts of `labels` (by default every label that occurs, sorted).
 *
 * @throws {MetricsError} what {@link checkLabels} throws.
 */
export function classCounts(targets: Targets, labels?: ArrayLike<Label>): ClassCounts {
  const { labels: present, first, second, weights } = targets;
  const truePositives = new Float64Array(present.length);
  const predicted = new Float64Array(present.length);
  const support = new Float64Array(present.length);
  let matches = 0;
  for (let i = 0; i < first.length; i++) {
    const t = first[i]!;
    const p = second[i]!;
    const weight = weights ? weights[i]! : 1;
    support[t]! += weight;
    predicted[p]! += weight;
    if (t === p) {
      truePositives[t]! += weight;
      matches++;
    }
  }
  // scikit-learn forms both totals by way of the false positives and negatives, which shows in the last bit of weighted supports.
  if (weights) {
    for (let k = 0; k < present.length; k++) {
      const tp = truePositives[k]!;
      predicted[k] = tp + (predicted[k]! - tp);
      support[k] = tp + (support[k]! - tp);
    }
  }
  const all = {
    labels: present,
    truePositives,
    predicted,
    support,
    coversAll: true,
    floatSupport: weights !== undefined || matches === 0,
  };
  return labels === undefined ? all : selectCounts(all, labels);
}

/** The same counts for other `labels`, in their order; a label that does not occur has counts of 0. */
export function selectCounts(counts: ClassCounts, labels: ArrayLike<Label>): ClassCounts {
  const positions = checkLabels(labels, counts.labels);
  const pick = (source: Float64Array): OwnedFloat64 => {
    const picked = new Float64Array(labels.length);
    counts.labels.forEach((label, k) => {
      const position = positions.get(label);
      if (position !== undefined) picked[position] = source[k]!;
    });
    return picked;
  };
  return {
    labels: Array.from(labels),
    truePositives: pick(counts.truePositives),
    predicted: pick(counts.predicted),
    support: pick(counts.support),
    coversAll: counts.labels.every((label) => positions.has(label)),
    floatSupport: counts.floatSupport,
  };
}

/** The counts of all classes together, as one class: the micro average. */
export function pooledCounts(counts: ClassCounts): ClassCounts {
  return {
    ...counts,
    labels: ['micro avg'],
    truePositives: Float64Array.of(pairwiseSum(counts.truePositives)),
    predicted: Float64Array.of(pairwiseSum(counts.predicted)),
    support: Float64Array.of(pairwiseSum(counts.support)),
  };
}
