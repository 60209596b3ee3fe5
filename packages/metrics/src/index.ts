// Reports
export type { ClassificationReportOptions } from './report/classification-report.ts';
export { classificationReport } from './report/classification-report.ts';
export type { ReportLayout } from './report/report-from-counts.ts';
export type {
  ClassificationReport,
  ReportDictionary,
  ReportEntry,
  ReportParts,
  ReportRow,
} from './report/report-parts.ts';

// Scores of predicted labels
export type { ArgmaxTable } from './scores/argmax.ts';
export { argmax } from './scores/argmax.ts';
export type { AccuracyScoreOptions } from './scores/accuracy-score.ts';
export { accuracyScore } from './scores/accuracy-score.ts';
export type { Average } from './scores/average-scores.ts';
export type { BalancedAccuracyScoreOptions } from './scores/balanced-accuracy-score.ts';
export { balancedAccuracyScore } from './scores/balanced-accuracy-score.ts';
export type { Ratio } from './scores/class-scores.ts';
export type { CohenKappaScoreOptions } from './scores/cohen-kappa-score.ts';
export { cohenKappaScore } from './scores/cohen-kappa-score.ts';
export type { ConfusionMatrixOptions } from './scores/confusion-matrix.ts';
export { confusionMatrix } from './scores/confusion-matrix.ts';
export type { Normalization } from './scores/normalize-counts.ts';
export type { F1ScoreOptions } from './scores/f1-score.ts';
export { f1Score } from './scores/f1-score.ts';
export type { FbetaScoreOptions } from './scores/fbeta-score.ts';
export { fbetaScore } from './scores/fbeta-score.ts';
export type { MatthewsCorrcoefOptions } from './scores/matthews-corrcoef.ts';
export { matthewsCorrcoef } from './scores/matthews-corrcoef.ts';
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
export type { UnweightedAverageRecallOptions } from './scores/unweighted-average-recall.ts';
export { unweightedAverageRecall } from './scores/unweighted-average-recall.ts';
export { weightedAccuracy } from './scores/weighted-accuracy.ts';
export type { ZeroDivision } from './scores/zero-division.ts';

// Agreement of numbers
export type { CorrelationOptions } from './correlation/correlation-moments.ts';
export { concordanceCorrelation } from './correlation/concordance-correlation.ts';
export { pearson } from './correlation/pearson.ts';

// Scores of probabilities; `@ser/metrics/probability` has the rest
export type { EqualErrorRate, EqualErrorRateOptions } from './curves/equal-error-rate.ts';
export { equalErrorRate } from './curves/equal-error-rate.ts';
export type { RocAucScoreOptions } from './curves/roc-auc-score.ts';
export { rocAucScore } from './curves/roc-auc-score.ts';
export type { ProbabilityOptions } from './probability/check-probabilities.ts';
export type { LogLossOptions } from './probability/log-loss.ts';
export { logLoss } from './probability/log-loss.ts';
export type { TopKAccuracyScoreOptions } from './probability/top-k-accuracy-score.ts';
export { topKAccuracyScore } from './probability/top-k-accuracy-score.ts';
export type { ClosedSide } from './calibration/bin-edges.ts';
export type { BinRule, CalibrationOptions } from './calibration/confidence-bins.ts';
export type {
  CalibrationNorm,
  ExpectedCalibrationErrorOptions,
} from './calibration/expected-calibration-error.ts';
export { expectedCalibrationError } from './calibration/expected-calibration-error.ts';

// Intervals and tests
export type {
  ConfidenceInterval,
  ConfidenceIntervalOptions,
  IntervalMethod,
} from './intervals/confidence-interval.ts';
export { confidenceInterval } from './intervals/confidence-interval.ts';
export type { MetricName } from './intervals/count-metrics.ts';
export type { MetricFunction } from './intervals/metric-evaluator.ts';
export type { Interval, ProportionOptions } from './intervals/wilson-interval.ts';
export { wilsonInterval } from './intervals/wilson-interval.ts';
export type { RandomSource } from './numeric/random.ts';
export type {
  CompareModelsOptions,
  ModelComparison,
  ModelDifference,
  ModelScore,
} from './significance/compare-models.ts';
export { compareModels } from './significance/compare-models.ts';
export { holmCorrection } from './significance/holm-correction.ts';
export type { McnemarInput, McnemarMethod, McnemarResult, McnemarTestOptions } from './significance/mcnemar-test.ts';
export { mcnemarTest } from './significance/mcnemar-test.ts';

// Labels, scores, warnings, errors
export type { MetricsErrorCode } from './errors.ts';
export { MetricsError } from './errors.ts';
export type { TargetOptions } from './input/check-targets.ts';
export type { ClassCounts } from './input/class-counts.ts';
export type { ColumnLabels } from './input/encode-columns.ts';
export type { Label } from './input/label.ts';
export type { OwnedFloat64 } from './numeric/owned-float64.ts';
export type { ScoreMatrix, ScoreVector, StridedArray } from './input/read-scores.ts';
export type { MetricsWarning, MetricsWarningCode, OnWarning } from './warnings.ts';
