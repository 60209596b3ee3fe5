import { MetricsError } from '../errors.ts';
import { checkLabels } from './check-labels.ts';
import { type Label, quoteLabel, quoteLabels } from './label.ts';

/**
 * Position in `labels` of each label that occurs; every one must have its place.
 *
 * @throws {MetricsError} `unknown-label` for a label outside `labels`, and what {@link checkLabels} throws.
 */
export function positionsOf(present: readonly Label[], labels: ArrayLike<Label>): Int32Array {
  const positions = checkLabels(labels, present);
  return Int32Array.from(present, (label) => {
    const position = positions.get(label);
    if (position === undefined) {
      throw new MetricsError(
        'unknown-label',
        `${quoteLabel(label)} occurs in the data but not in labels ${quoteLabels(Array.from(labels))}.`,
      );
    }
    return position;
  });
}
