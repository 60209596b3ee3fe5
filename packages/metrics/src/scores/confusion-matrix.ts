import { Matrix } from 'ml-matrix';
import { checkOneOf } from '../input/check-option.ts';
import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { confusionCounts } from '../input/confusion-counts.ts';
import type { Label } from '../input/label.ts';
import { type Normalization, normalizeCounts } from './normalize-counts.ts';

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions extends TargetOptions {
  /**
   * Classes of rows and columns, in order. Pairs with any other label are dropped, as scikit-learn does: fix all classes here.
   * @default the labels that occur, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * What to divide by; rows or columns without items stay 0.
   * @default none: counts (or summed weights)
   */
  readonly normalize?: Normalization | null | undefined;
}

const optionNames: OptionNames<ConfusionMatrixOptions> = { ...targetNames, labels: true, normalize: true };

/**
 * Confusion matrix, `[classes, classes]`: rows are true labels, columns predicted ones.
 *
 * Reference: scikit-learn 1.9 `metrics.confusion_matrix`.
 *
 * @throws {MetricsError} for unusable inputs or options, or when none of `labels` occurs in `yTrue`.
 */
export function confusionMatrix(options: ConfusionMatrixOptions): Matrix {
  checkOptions('confusionMatrix', options, optionNames);
  const { labels, normalize = null, ...rest } = options;
  checkOneOf('normalize', normalize, ['true', 'pred', 'all', null]);
  const confusion = confusionCounts(checkTargets(rest), labels);
  const size = confusion.labels.length;
  if (size === 1) {
    rest.onWarning?.({
      code: 'single-label',
      message: 'Only one label occurs, so the matrix is 1×1. Pass every class as labels.',
    });
  }
  const cells = normalize === null ? confusion.counts : normalizeCounts(confusion.counts, size, normalize);
  return Matrix.from1DArray(size, size, Array.from(cells));
}
