import { CorporaError } from '../errors.ts';
import { encodeLabels } from './encode-labels.ts';
import { splitsOf } from './k-fold-options.ts';
import type { Split } from './split.ts';
import { labelsOf, type SplitKey } from './split-key.ts';

/** Options of {@link leaveOneGroupOut}. */
export interface LeaveOneGroupOutOptions<T> {
  /** Group that is left out: `'speaker'`, or a function of the item. */
  readonly groupBy: SplitKey<T>;
}

/**
 * One split a group, in the order of the group labels: the group tests, all others train. The same as scikit-learn 1.9
 * `LeaveOneGroupOut()`.
 *
 * @throws CorporaError `invalid-items` where there are fewer than two groups, or a group is missing.
 */
export function leaveOneGroupOut<T>(items: readonly T[], options: LeaveOneGroupOutOptions<T>): Split<T>[] {
  const { classes, codes } = encodeLabels(labelsOf(items, options.groupBy, 'groupBy'), 'groupBy');
  if (classes.length < 2) {
    throw new CorporaError(
      'invalid-items',
      `Leaving one group out needs at least 2 groups; there ${classes.length === 1 ? `is 1, ${classes[0]}` : 'are none'}.`,
      { field: 'groupBy', received: String(classes.length), allowed: 'at least 2' },
    );
  }
  return splitsOf(items, codes, classes.length);
}
