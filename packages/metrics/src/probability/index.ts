// Losses and top-k
export type { BrierScoreLossOptions } from './brier-score-loss.ts';
export { brierScoreLoss } from './brier-score-loss.ts';
export type { ProbabilityOptions } from './check-probabilities.ts';
export type { LogLossOptions } from './log-loss.ts';
export { logLoss } from './log-loss.ts';
export type { TopKAccuracyScoreOptions } from './top-k-accuracy-score.ts';
export { topKAccuracyScore } from './top-k-accuracy-score.ts';

// Curves and the areas under them
export type { AucOptions } from '../curves/auc.ts';
export { auc } from '../curves/auc.ts';
export type { AveragePrecisionScoreOptions } from '../curves/average-precision-score.ts';
export { averagePrecisionScore } from '../curves/average-precision-score.ts';
export type { EqualErrorRate, EqualErrorRateOptions } from '../curves/equal-error-rate.ts';
export { equalErrorRate } from '../curves/equal-error-rate.ts';
export type { PrecisionRecallCurve, PrecisionRecallCurveOptions } from '../curves/precision-recall-curve.ts';
export { precisionRecallCurve } from '../curves/precision-recall-curve.ts';
export type { RocAucScoreOptions } from '../curves/roc-auc-score.ts';
export { rocAucScore } from '../curves/roc-auc-score.ts';
export type { RocCurve, RocCurveOptions } from '../curves/roc-curve.ts';
export { rocCurve } from '../curves/roc-curve.ts';
export type { CurveOptions } from '../curves/curve-counts.ts';

// Calibration
export type { ApplyTemperatureOptions } from '../calibration/apply-temperature.ts';
export { applyTemperature } from '../calibration/apply-temperature.ts';
export type { CalibrationCurve, CalibrationCurveOptions } from '../calibration/calibration-curve.ts';
export { calibrationCurve } from '../calibration/calibration-curve.ts';
export type { ClosedSide } from '../calibration/bin-edges.ts';
export type { BinRule, CalibrationOptions } from '../calibration/confidence-bins.ts';
export type {
  CalibrationNorm,
  ExpectedCalibrationErrorOptions,
} from '../calibration/expected-calibration-error.ts';
export { expectedCalibrationError } from '../calibration/expected-calibration-error.ts';
export type { FitTemperatureOptions, FittedTemperature } from '../calibration/fit-temperature.ts';
export { fitTemperature } from '../calibration/fit-temperature.ts';
export type { LogitSource } from '../calibration/read-logits.ts';
export type { ReliabilityBin } from '../calibration/reliability-bins.ts';
export { reliabilityBins } from '../calibration/reliability-bins.ts';

// Inputs
export type { ColumnLabels } from '../input/encode-columns.ts';
export type { ItemOptions } from '../input/read-items.ts';
export type { ScoreMatrix, ScoreVector, StridedArray } from '../input/read-scores.ts';
