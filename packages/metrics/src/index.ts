// Reports
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
export type { Ratio } from './scores/class-scores.ts';
export type { CohenKappaScoreOptions } from './scores/cohen-kappa-score.ts';
export { cohenKappaScore } from './scores/cohen-kappa-score.ts';
export type { ConfusionMatrixOptions, Normalization } from './scores/confusion-matrix.ts';
export { confusionMatrix } from './scores/confusion-matrix.ts';
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

// Scores of probabilities
export type { BrierScoreLossOptions } from './probability/brier-score-loss.ts';
export { brierScoreLoss } from './probability/brier-score-loss.ts';
export type { ProbabilityOptions } from './probability/check-probabilities.ts';
export type { LogLossOptions } from './probability/log-loss.ts';
export { logLoss } from './probability/log-loss.ts';
export type { TopKAccuracyScoreOptions } from './probability/top-k-accuracy-score.ts';
export { topKAccuracyScore } from './probability/top-k-accuracy-score.ts';

// Ranking: curves and the areas under them
export type { AucOptions } from './curves/auc.ts';
export { auc } from './curves/auc.ts';
export type { AveragePrecisionScoreOptions } from './curves/average-precision-score.ts';
export { averagePrecisionScore } from './curves/average-precision-score.ts';
export type { DetCurve, DetCurveOptions } from './curves/det-curve.ts';
export { detCurve } from './curves/det-curve.ts';
export type { PrecisionRecallCurve, PrecisionRecallCurveOptions } from './curves/precision-recall-curve.ts';
export { precisionRecallCurve } from './curves/precision-recall-curve.ts';
export type { RocAucScoreOptions } from './curves/roc-auc-score.ts';
export { rocAucScore } from './curves/roc-auc-score.ts';
export type { RocCurve, RocCurveOptions } from './curves/roc-curve.ts';
export { rocCurve } from './curves/roc-curve.ts';
export type { CurveOptions } from './curves/threshold-counts.ts';

// Calibration
export type { ApplyTemperatureOptions } from './calibration/apply-temperature.ts';
export { applyTemperature } from './calibration/apply-temperature.ts';
export type { CalibrationCurve, CalibrationCurveOptions } from './calibration/calibration-curve.ts';
export { calibrationCurve } from './calibration/calibration-curve.ts';
export type { BinRule, CalibrationOptions, ClosedSide } from './calibration/confidence-bins.ts';
export type {
  CalibrationNorm,
  ExpectedCalibrationErrorOptions,
} from './calibration/expected-calibration-error.ts';
export { expectedCalibrationError } from './calibration/expected-calibration-error.ts';
export type { FitTemperatureOptions, FittedTemperature } from './calibration/fit-temperature.ts';
export { fitTemperature } from './calibration/fit-temperature.ts';
export type { LogitSource } from './calibration/read-logits.ts';
export type { ReliabilityBin } from './calibration/reliability-bins.ts';
export { reliabilityBins } from './calibration/reliability-bins.ts';

// Intervals and tests
export { clopperPearsonInterval } from './intervals/clopper-pearson-interval.ts';
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

// Breakdowns, folds, published results
export type { Fold, FoldScores, FoldSpread, PooledFolds, PoolFoldsOptions } from './breakdown/pool-folds.ts';
export { poolFolds } from './breakdown/pool-folds.ts';
export type { GroupReport, GroupScores, ReportByOptions } from './breakdown/report-by.ts';
export { reportBy } from './breakdown/report-by.ts';
export type {
  CompareWithPublishedOptions,
  FigureComparison,
  PublishedComparison,
  Verdict,
} from './published/compare-with-published.ts';
export { compareWithPublished } from './published/compare-with-published.ts';
export type { PublishedClass, PublishedReport } from './published/published-report.ts';
export type { PublishedModel } from './published/published-reports.ts';
export { publishedReports } from './published/published-reports.ts';

// Streams and shards
export type { CalibrationState } from './accumulators/calibration-accumulator.ts';
export { CalibrationAccumulator } from './accumulators/calibration-accumulator.ts';
export type { ConfusionAccumulatorOptions, ConfusionState } from './accumulators/confusion-accumulator.ts';
export { ConfusionAccumulator } from './accumulators/confusion-accumulator.ts';

// Tables
export type { Cell, Table, Tabular } from './table/table.ts';
export { toCsv } from './table/to-csv.ts';
export { toLatex } from './table/to-latex.ts';
export { toMarkdown } from './table/to-markdown.ts';

// Labels, scores, warnings, errors
export type { MetricsErrorCode } from './errors.ts';
export { MetricsError } from './errors.ts';
export type { TargetOptions } from './input/check-targets.ts';
export type { ClassCounts } from './input/class-counts.ts';
export type { ColumnLabels } from './input/encode-columns.ts';
export type { Label } from './input/label.ts';
export type { ScoreMatrix, ScoreVector, StridedArray } from './input/read-scores.ts';
export type { MetricsWarning, MetricsWarningCode, OnWarning } from './warnings.ts';
