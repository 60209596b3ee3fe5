import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { encodeLabels } from '../input/encode-labels.ts';
import type { Label } from '../input/label.ts';

/** What is drawn with replacement: single items, or whole groups of items. */
export interface ResamplingUnits {
  /** Items of each unit. */
  readonly items: readonly (readonly number[])[];
  /** Index of every unit once. */
  readonly every: readonly number[];
  /** The groups in sorted order, one a unit; undefined when the units are single items. */
  readonly groups: readonly Label[] | undefined;
}

/**
 * Units of resampling.
 *
 * @throws {MetricsError} `length-mismatch`, or `invalid-option` for fewer than two groups.
 */
export function resamplingUnits(items: number, groups: ArrayLike<Label> | undefined): ResamplingUnits {
  const every = Array.from({ length: items }, (_, i) => i);
  if (groups === undefined) return { items: every.map((i) => [i]), every, groups };
  checkLengths({ yTrue: every, groups });
  const { labels, codes } = encodeLabels({ groups });
  if (labels.length < 2) {
    throw new MetricsError('invalid-option', 'groups must name at least two groups.');
  }
  const members = labels.map((): number[] => []);
  for (const item of every) members[codes[0]![item]!]!.push(item);
  return { items: members, every: every.slice(0, labels.length), groups: labels };
}
