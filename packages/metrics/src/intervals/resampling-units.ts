import { MetricsError } from '../errors.ts';
import { checkLengths } from '../input/check-lengths.ts';
import { encodeLabels } from '../input/encode-labels.ts';
import type { Label } from '../input/label.ts';

/** What is drawn with replacement: single items, or whole groups of items. */
export interface ResamplingUnits {
  /** Items of each unit. */
  readonly items: readonly Int32Array[];
  /** The groups in sorted order, one a unit; undefined when the units are single items. */
  readonly groups: readonly Label[] | undefined;
}

/**
 * Units of resampling.
 *
 * @throws {MetricsError} `LENGTH_MISMATCH`, or `INVALID_OPTION` for fewer than two groups.
 */
export function resamplingUnits(items: number, groups: ArrayLike<Label> | undefined): ResamplingUnits {
  if (groups === undefined) {
    return { items: Array.from({ length: items }, (_, i) => Int32Array.of(i)), groups: undefined };
  }
  checkLengths({ yTrue: { length: items }, groups });
  const { labels, first } = encodeLabels(groups, [], ['groups', 'groups']);
  if (labels.length < 2) {
    throw new MetricsError(
      'INVALID_OPTION',
      'groups name one group only, so nothing can be said about other groups. Leave groups out for an interval over items.',
    );
  }
  const members = labels.map((): number[] => []);
  first.forEach((group, item) => {
    members[group]!.push(item);
  });
  return { items: members.map((list) => Int32Array.from(list)), groups: labels };
}
