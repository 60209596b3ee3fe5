import { MetricsError } from '../errors.ts';
import { checkOneOf } from '../input/check-option.ts';
import type { Targets } from '../input/check-targets.ts';
import { type ClassCounts, classCounts } from '../input/class-counts.ts';
import { type Label, quoteLabel, quoteLabels } from '../input/label.ts';
import type { OnWarning } from '../warnings.ts';
import type { Average } from './average-scores.ts';

/** How to average, or `'binary'` for the score of `posLabel` alone, or `null` for every class by itself. */
export type AverageOption = Average | 'binary' | null;

/** What decides which classes are scored. */
export interface ClassSelection {
  readonly average: AverageOption;
  readonly labels?: ArrayLike<Label> | undefined;
  readonly posLabel: Label;
  readonly onWarning?: OnWarning | undefined;
}

/**
 * Counts of the classes that the options ask for.
 *
 * @throws {MetricsError} `invalid-option` for an unknown average, `'binary'` on more than two classes, or a positive label that
 * does not occur.
 */
export function selectClasses(targets: Targets, selection: ClassSelection): ClassCounts {
  const { average, labels, onWarning } = selection;
  let { posLabel } = selection;
  checkOneOf('average', average, [null, 'binary', 'micro', 'macro', 'weighted']);
  if (average !== 'binary') {
    if (posLabel !== 1) {
      onWarning?.({
        code: 'ignored-option',
        message: `posLabel is ignored unless average is 'binary'. For one class use labels: [${quoteLabel(posLabel)}].`,
      });
    }
    return classCounts(targets, labels);
  }
  const present = targets.labels;
  // Python's True is 1, so that the default positive label finds it.
  if (posLabel === 1 && typeof present[0] === 'boolean') posLabel = true;
  if (present.length > 2) {
    throw new MetricsError(
      'invalid-option',
      `average 'binary' needs two classes, the targets have ${quoteLabels(present)}. Choose another average.`,
    );
  }
  if (!present.includes(posLabel)) {
    if (present.length === 2 || typeof present[0] !== typeof posLabel) {
      throw new MetricsError(
        'invalid-option',
        `posLabel ${quoteLabel(posLabel)} is not one of the labels ${quoteLabels(present)}.`,
      );
    }
  }
  return classCounts(targets, [posLabel]);
}
