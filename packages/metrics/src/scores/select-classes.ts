import { MetricsError } from '../errors.ts';
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
 * @throws {MetricsError} `INVALID_OPTION` for an unknown average, `'binary'` on more than two classes, or a positive label that
 * does not occur.
 */
export function selectClasses(targets: Targets, { average, labels, posLabel, onWarning }: ClassSelection): ClassCounts {
  if (average !== null && !['micro', 'macro', 'weighted', 'binary'].includes(average)) {
    throw new MetricsError(
      'INVALID_OPTION',
      `average must be null, 'binary', 'micro', 'macro' or 'weighted', received ${JSON.stringify(average)}.`,
    );
  }
  if (average !== 'binary') {
    if (posLabel !== 1) {
      onWarning?.({
        code: 'IGNORED_OPTION',
        message: `posLabel (${quoteLabel(posLabel)}) is ignored unless average is 'binary'; use labels: [posLabel] for one class.`,
      });
    }
    return classCounts(targets, labels);
  }
  const present = targets.labels;
  if (present.length > 2) {
    throw new MetricsError(
      'INVALID_OPTION',
      `The targets have ${present.length} classes ${quoteLabels(present)}, but average 'binary' needs two. ` +
        "Choose null, 'micro', 'macro' or 'weighted'.",
    );
  }
  if (!present.includes(posLabel)) {
    if (present.length === 2 || typeof present[0] !== typeof posLabel) {
      throw new MetricsError(
        'INVALID_OPTION',
        `posLabel ${quoteLabel(posLabel)} is not one of the labels ${quoteLabels(present)}. Name the positive class.`,
      );
    }
  }
  return classCounts(targets, [posLabel]);
}
