import { MetricsError } from '../errors.ts';
import type { ClassCounts } from '../input/class-counts.ts';
import { formatLabel } from '../input/label.ts';
import { pairwiseSum } from '../numeric/pairwise-sum.ts';
import { averageScores } from '../scores/average-scores.ts';
import { type ClassScoresOptions, classScores } from '../scores/class-scores.ts';
import type { MetricsWarning, OnWarning } from '../warnings.ts';
import type { ReportLayout } from './classification-report.ts';
import { ClassificationReport, type ReportRow } from './report.ts';

/** Names of the rows below the classes; a class of that name hides one of them in `toJSON`. */
const averageNames = ['accuracy', 'micro avg', 'macro avg', 'weighted avg'];

/**
 * The report of class counts.
 *
 * @throws {MetricsError} `INVALID_OPTION` for digits or zero division, `INVALID_LABELS` for `targetNames` of another length.
 */
export function reportFromCounts(
  counts: ClassCounts,
  { targetNames, digits = 2, zeroDivision = 'warn' }: ReportLayout,
  warnings: MetricsWarning[],
  onWarning: OnWarning,
): ClassificationReport {
  if (!Number.isInteger(digits) || digits < 0 || digits > 100) {
    throw new MetricsError('INVALID_OPTION', `digits must be an integer from 0 to 100, received ${String(digits)}.`);
  }
  const names = targetNames ?? counts.labels.map(formatLabel);
  if (names.length !== counts.labels.length) {
    throw new MetricsError(
      'INVALID_LABELS',
      `There are ${counts.labels.length} labels but ${names.length} targetNames.`,
    );
  }
  const taken = names.filter((name, k) => averageNames.includes(name) || names.indexOf(name) !== k);
  if (taken.length > 0) {
    onWarning({
      code: 'NAME_COLLISION',
      message: `toJSON() is keyed by row name, so these rows hide or are hidden by others: ${taken.join(', ')}. Use other targetNames.`,
    });
  }
  const rules: ClassScoresOptions = { beta: 1, zeroDivision, warnFor: ['precision', 'recall', 'fScore'], onWarning };
  const scores = classScores(counts, rules);
  // An average over undefined values was warned about with its classes; only a micro average over no items at all is news.
  const quiet = { ...rules, onWarning: undefined };
  const total = pairwiseSum(counts.support);
  const row = (name: string, average: 'micro' | 'macro' | 'weighted'): ReportRow => {
    const { precision, recall, fScore } = averageScores(counts, scores, average, quiet);
    return { name, precision, recall, f1: fScore, support: total };
  };
  const micro = row('micro avg', 'micro');
  return new ClassificationReport({
    counts,
    classes: names.map((name, k) => ({
      name,
      precision: scores.precision[k]!,
      recall: scores.recall[k]!,
      f1: scores.fScore[k]!,
      support: counts.support[k]!,
    })),
    accuracy: counts.coversAll ? micro.precision : undefined,
    microAverage: micro,
    macroAverage: row('macro avg', 'macro'),
    weightedAverage: row('weighted avg', 'weighted'),
    digits,
    warnings,
  });
}
