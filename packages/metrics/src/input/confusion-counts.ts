import { MetricsError } from '../errors.ts';
import type { OwnedFloat64 } from '../numeric/owned-float64.ts';
import { checkLabels } from './check-labels.ts';
import type { Targets } from './check-targets.ts';
import { type Label, quoteLabels } from './label.ts';

/** A confusion matrix without a matrix library: weight of each (true, predicted) pair. */
export interface ConfusionCounts {
  /** Classes of rows and columns, in order. */
  readonly labels: readonly Label[];
  /** Row-major `[labels, labels]`, rows true, columns predicted. */
  readonly counts: OwnedFloat64;
}

/**
 * Confusion counts of `labels` (by default every label that occurs, sorted). Pairs with a label outside `labels` are dropped.
 *
 * @throws {MetricsError} `invalid-labels` when none of `labels` occurs in the true labels, and what {@link checkLabels} throws.
 */
export function confusionCounts(targets: Targets, labels?: ArrayLike<Label>): ConfusionCounts {
  const { labels: present, first, second, weights } = targets;
  const size = labels === undefined ? present.length : labels.length;
  let position: Int32Array | undefined;
  if (labels !== undefined) {
    const positions = checkLabels(labels, present);
    position = Int32Array.from(present, (label) => positions.get(label) ?? -1);
    if (!first.some((code) => position![code]! >= 0)) {
      throw new MetricsError('invalid-labels', `None of labels ${quoteLabels(Array.from(labels))} occurs in yTrue.`);
    }
  }
  const counts = new Float64Array(size * size);
  for (let i = 0; i < first.length; i++) {
    const row = position ? position[first[i]!]! : first[i]!;
    const column = position ? position[second[i]!]! : second[i]!;
    if (row >= 0 && column >= 0) counts[row * size + column]! += weights ? weights[i]! : 1;
  }
  return { labels: labels === undefined ? present : Array.from(labels), counts };
}
