import { checkOptions, type OptionNames, targetNames } from '../input/check-options.ts';
import { checkTargets, type TargetOptions } from '../input/check-targets.ts';
import { classCounts } from '../input/class-counts.ts';
import type { Label } from '../input/label.ts';
import { collectWarnings } from '../warnings.ts';
import { type ReportLayout, reportFromCounts } from './report-from-counts.ts';
import type { ClassificationReport } from './report-parts.ts';

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions extends TargetOptions, ReportLayout {
  /**
   * Classes to report, in order. Fix it up front: by default a class that happens to be absent vanishes from the table and from
   * the macro average.
   * @default the labels that occur, sorted
   */
  readonly labels?: ArrayLike<Label> | undefined;
}

const optionNames: OptionNames<ClassificationReportOptions> = {
  ...targetNames,
  labels: true,
  targetNames: true,
  digits: true,
  zeroDivision: true,
};

/**
 * Precision, recall, F1 and support of each class, with their averages.
 *
 * `String(report)` is scikit-learn's text to the byte, `report.toJSON()` its `output_dict`; warnings are in `report.warnings`.
 * Reference: scikit-learn 1.9 `metrics.classification_report`.
 *
 * @throws {MetricsError} for unusable inputs or options; also for repeated `labels` and for `targetNames` of another length than
 * `labels`, where scikit-learn prints a table that is wrong.
 *
 * @example
 * const report = classificationReport({ yTrue: ['sad', 'calm'], yPred: ['sad', 'sad'], labels: ['calm', 'sad'] });
 * report.accuracy; // 0.5
 */
export function classificationReport(options: ClassificationReportOptions): ClassificationReport {
  checkOptions('classificationReport', options, optionNames);
  const { warnings, warn } = collectWarnings(options.onWarning);
  const counts = classCounts(checkTargets({ ...options, onWarning: warn }), options.labels);
  return reportFromCounts(counts, options, warnings, warn);
}
