import { MetricsError } from '../errors.ts';
import { checkLabels } from './check-labels.ts';
import { encodeLabels } from './encode-labels.ts';
import { compareLabels, type Label, quoteLabels } from './label.ts';
import { positionsOf } from './positions-of.ts';

/** Which class each column of a score matrix belongs to. */
export interface ColumnLabels {
  /**
   * Every class, sorted, one per column, as scikit-learn wants it. Needed whenever `yTrue` may lack a class.
   * @default the labels that occur in `yTrue`, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
  /**
   * The class of each column in the order of the columns, whichever it is (what an estimator calls `classes_`). Instead of
   * `labels`.
   * @default labels
   */
  readonly classes?: ArrayLike<Label> | undefined;
}

/** True labels as column indices. */
export interface EncodedColumns {
  /** Class of each column. */
  readonly classes: readonly Label[];
  /** Column of each item's true label. */
  readonly columnOf: Int32Array;
  /** Labels that occur in `yTrue`, sorted. */
  readonly present: readonly Label[];
}

/**
 * Columns of the true labels.
 *
 * Unsorted `labels` are refused everywhere, as scikit-learn does for AUC and top-k; for log loss and Brier it re-sorts them with
 * a mere warning, so that columns in the order of `labels` are scored as other classes.
 *
 * @throws {MetricsError} `invalid-labels` for unsorted or repeated labels, `unknown-label` for true labels outside them.
 */
export function encodeColumns(yTrue: ArrayLike<Label>, { labels, classes }: ColumnLabels): EncodedColumns {
  const { labels: present, codes } = encodeLabels({ yTrue });
  const own = codes[0]!;
  if (labels !== undefined && classes !== undefined) {
    throw new MetricsError('invalid-option', 'Give labels or classes, not both.');
  }
  const given = classes ?? labels;
  if (given === undefined) return { classes: present, columnOf: own, present };
  checkLabels(given, present);
  const order = Array.from(given);
  if (labels !== undefined && order.some((label, k) => k > 0 && compareLabels(order[k - 1]!, label) > 0)) {
    throw new MetricsError(
      'invalid-labels',
      `labels must be sorted, received ${quoteLabels(order)}. For columns in another order give classes.`,
    );
  }
  const column = positionsOf(present, order);
  return { classes: order, columnOf: own.map((code) => column[code]!), present };
}

/**
 * Asserts that there are as many columns as classes.
 *
 * @throws {MetricsError} `invalid-score`.
 */
export function checkColumnCount(columns: number, { classes }: EncodedColumns, name: string): void {
  if (columns !== classes.length) {
    throw new MetricsError(
      'invalid-score',
      `${name} has ${columns} columns for the classes ${quoteLabels(classes)}. Pass every class as labels.`,
    );
  }
}
