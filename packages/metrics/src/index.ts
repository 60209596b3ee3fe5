// Reports

export type { MetricsErrorCode } from './errors.ts';
export { MetricsError } from './errors.ts';
// Labels, warnings, errors
export type { TargetOptions } from './input/check-targets.ts';
export type { ClassCounts } from './input/class-counts.ts';
export type { Label } from './input/label.ts';
export type { ClassificationReportOptions, ReportLayout } from './report/classification-report.ts';
export { classificationReport } from './report/classification-report.ts';
export type { ReportDictionary, ReportEntry, ReportParts, ReportRow } from './report/report.ts';
export { ClassificationReport } from './report/report.ts';
// Scores of predicted labels
export type { AccuracyScoreOptions } from './scores/accuracy-score.ts';
export { accuracyScore } from './scores/accuracy-score.ts';
export type { Average } from './scores/average-scores.ts';
export type { BalancedAccuracyScoreOptions } from './scores/balanced-accuracy-score.ts';
export { balancedAccuracyScore } from './scores/balanced-accuracy-score.ts';
export type { ConfusionMatrixOptions, Normalization } from './scores/confusion-matrix.ts';
export { confusionMatrix } from './scores/confusion-matrix.ts';
export type { F1ScoreOptions } from './scores/f1-score.ts';
export { f1Score } from './scores/f1-score.ts';
export type { FbetaScoreOptions } from './scores/fbeta-score.ts';
export { fbetaScore } from './scores/fbeta-score.ts';
export type {
  AveragedScores,
  ClassScoreOptions,
  PerClassScores,
  PrecisionRecallFscoreSupportOptions,
} from './scores/precision-recall-fscore-support.ts';
export { precisionRecallFscoreSupport } from './scores/precision-recall-fscore-support.ts';
export type { PrecisionScoreOptions } from './scores/precision-score.ts';
export { precisionScore } from './scores/precision-score.ts';
export type { RecallScoreOptions } from './scores/recall-score.ts';
export { recallScore } from './scores/recall-score.ts';
export type { AverageOption } from './scores/select-classes.ts';
export type { ZeroDivision } from './scores/zero-division.ts';
// Tables
export type { Cell, Table, Tabular } from './table/table.ts';
export type { MetricsWarning, MetricsWarningCode, OnWarning } from './warnings.ts';
