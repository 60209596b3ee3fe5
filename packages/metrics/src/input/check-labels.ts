import { MetricsError } from '../errors.ts';
import { checkLabel } from './encode-labels.ts';
import { type Label, quoteLabel } from './label.ts';

/**
 * Position of each label of a `labels` option.
 *
 * scikit-learn counts a repeated label twice; a repetition is always a mistake, so it is refused here.
 *
 * @throws {MetricsError} `invalid-labels` when empty, repeated, or of another kind than the data's labels.
 */
export function checkLabels(labels: ArrayLike<Label>, present: readonly Label[] = []): Map<Label, number> {
  if (labels === null || typeof labels !== 'object' || !(labels.length > 0)) {
    throw new MetricsError('invalid-labels', 'labels must be an array of at least one label.');
  }
  const positions = new Map<Label, number>();
  let kind = present.length > 0 ? typeof present[0] : undefined;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const its = checkLabel(label, i, 'labels');
    kind ??= its;
    if (its !== kind) {
      throw new MetricsError(
        'mixed-label-types',
        `labels[${i}] is the ${its} ${quoteLabel(label)} among ${kind} labels such as ${quoteLabel(present[0] ?? labels[0])}.`,
      );
    }
    if (positions.has(label)) {
      throw new MetricsError('invalid-labels', `labels has ${quoteLabel(label)} twice.`);
    }
    positions.set(label, i);
  }
  return positions;
}
