import { MetricsError } from '../errors.ts';
import { optionError } from '../input/check-option.ts';
import type { ClassCounts } from '../input/class-counts.ts';
import { formatLabel } from '../input/label.ts';
import { pairwiseSum } from '../numeric/pairwise-sum.ts';
import { type Average, type AverageScores, averageScores } from '../scores/average-scores.ts';
import { type ClassScoresOptions, classScores } from '../scores/class-scores.ts';
import type { ZeroDivision } from '../scores/zero-division.ts';
import type { MetricsWarning, OnWarning } from '../warnings.ts';
import { createReport } from './report.ts';
import type { ClassificationReport, ReportRow } from './report-parts.ts';

/** How a report is laid out, whatever it was counted from. */
export interface ReportLayout {
  /**
   * Names printed instead of the labels, one per label.
   * @default the labels themselves
   */
  readonly targetNames?: readonly string[] | undefined;
  /**
   * Decimals of the printed scores, 0 to 100; `toJSON` is never rounded.
   * @default 2
   */
  readonly digits?: number | undefined;
  /**
   * Value of a ratio with denominator 0.
   * @default 'warn'
   */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/** Names of the rows below the classes; a class of that name hides one of them in `toJSON`. */
const averageNames = ['accuracy', 'micro avg', 'macro avg', 'weighted avg'];

/**
 * The report of class counts.
 *
 * @throws {MetricsError} `invalid-option` for digits or zero division, `invalid-labels` for `targetNames` of another length.
 */
export function reportFromCounts(
  counts: ClassCounts,
  { targetNames, digits = 2, zeroDivision = 'warn' }: ReportLayout,
  warnings: MetricsWarning[],
  onWarning: OnWarning,
): ClassificationReport {
  if (!Number.isInteger(digits) || digits < 0 || digits > 100) {
    throw optionError('digits', 'an integer from 0 to 100', digits);
  }
  const names = targetNames ?? counts.labels.map(formatLabel);
  if (names.length !== counts.labels.length) {
    throw new MetricsError(
      'invalid-labels',
      `There are ${counts.labels.length} classes and ${names.length} targetNames. Pass labels to fix the classes.`,
    );
  }
  const taken = names.filter((name, k) => averageNames.includes(name) || names.indexOf(name) !== k);
  if (taken.length > 0) {
    onWarning({
      code: 'name-collision',
      message: `Rows of one name hide each other in toJSON(): ${taken.join(', ')}. Use other targetNames.`,
    });
  }
  const rules: ClassScoresOptions = { beta: 1, zeroDivision, warnFor: ['precision', 'recall', 'fScore'], onWarning };
  const scores = classScores(counts, rules);
  // An average over undefined values was warned about with its classes; only a micro average over no items at all is news.
  const quiet = { ...rules, onWarning: undefined };
  const row = (name: string, own: AverageScores, support: number): ReportRow => ({
    name,
    precision: own.precision,
    recall: own.recall,
    f1: own.fScore,
    support,
  });
  const average = (kind: Average): ReportRow =>
    row(`${kind} avg`, averageScores(counts, scores, kind, quiet), pairwiseSum(counts.support));
  const microAverage = average('micro');
  return createReport({
    labels: counts.labels,
    counts,
    classes: names.map((name, k) =>
      row(
        name,
        { precision: scores.precision[k]!, recall: scores.recall[k]!, fScore: scores.fScore[k]! },
        counts.support[k]!,
      ),
    ),
    accuracy: counts.coversAll ? microAverage.precision : undefined,
    microAverage,
    macroAverage: average('macro'),
    weightedAverage: average('weighted'),
    digits,
    warnings,
  });
}
