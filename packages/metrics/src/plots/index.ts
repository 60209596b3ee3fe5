// Vega-Lite specifications as plain JSON
export type { ClassDistributionPlotOptions } from './class-distribution-plot.ts';
export { classDistributionPlot } from './class-distribution-plot.ts';
export type { ConfusionMatrixPlotOptions, MatrixLike } from './confusion-matrix-plot.ts';
export { confusionMatrixPlot } from './confusion-matrix-plot.ts';
export type { DifferencesPlotOptions, ScoreDifference } from './differences-plot.ts';
export { differencesPlot } from './differences-plot.ts';
export type { GroupScore, GroupScoresPlotOptions } from './group-scores-plot.ts';
export { groupScoresPlot } from './group-scores-plot.ts';
export type { LearningCurvesPlotOptions } from './learning-curves-plot.ts';
export { learningCurvesPlot } from './learning-curves-plot.ts';
export type { NamedPrecisionRecallCurve, PrecisionRecallPlotOptions } from './precision-recall-plot.ts';
export { precisionRecallPlot } from './precision-recall-plot.ts';
export type { ReliabilityPlotOptions } from './reliability-plot.ts';
export { reliabilityPlot } from './reliability-plot.ts';
export type { NamedRocCurve, RocPlotOptions } from './roc-plot.ts';
export { rocPlot } from './roc-plot.ts';
export type { JsonValue, PlotOptions, VegaLiteSpec } from './spec.ts';
