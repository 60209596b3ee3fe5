// Vega-Lite specifications as plain JSON
export type { ConfusionMatrixPlotOptions, MatrixLike } from './confusion-matrix-plot.ts';
export { confusionMatrixPlot } from './confusion-matrix-plot.ts';
export type { LearningCurvesPlotOptions } from './learning-curves-plot.ts';
export { learningCurvesPlot } from './learning-curves-plot.ts';
export type { JsonValue, PlotOptions, VegaLiteSpec } from './spec.ts';
