import { MetricsError } from '../errors.ts';
import { encodeLabels } from './encode-labels.ts';
import { type Label, quoteLabel, quoteLabels } from './label.ts';

/** The positive class of a two-class problem. */
export interface PositiveLabel {
  /** Labels that occur in `yTrue`, sorted. */
  readonly present: readonly Label[];
  readonly positive: Label;
}

/**
 * The positive class: `posLabel` if given, else 1 (or `true`) where the labels are within {0, 1}, {−1, 1} or booleans.
 *
 * `otherwise: 'greatest'` takes the greater of any other numeric labels instead of refusing.
 *
 * @throws {MetricsError} `invalid-option` when it must be named.
 */
export function positiveLabel(
  yTrue: ArrayLike<Label>,
  posLabel: Label | undefined,
  otherwise: 'refuse' | 'greatest' = 'refuse',
): PositiveLabel {
  const present = encodeLabels({ yTrue }).labels;
  if (posLabel !== undefined) {
    if (present.length > 0 && typeof present[0] !== typeof posLabel) {
      throw new MetricsError(
        'invalid-option',
        `posLabel ${quoteLabel(posLabel)} is not one of the labels ${quoteLabels(present)}.`,
      );
    }
    return { present, positive: posLabel };
  }
  if (typeof present[0] === 'boolean') return { present, positive: true };
  const [low, high] = [present[0], present.at(-1)];
  const usual =
    (high === 1 && (low === 0 || low === -1 || low === 1)) || (present.length === 1 && (low === 0 || low === -1));
  if (usual && present.length <= 2) return { present, positive: 1 };
  if (otherwise === 'greatest' && typeof high === 'number') return { present, positive: high };
  throw new MetricsError('invalid-option', `Name the positive label of ${quoteLabels(present)} as posLabel.`);
}
