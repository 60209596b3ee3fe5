// Accumulators that merge
export type { CalibrationState } from './calibration-accumulator.ts';
export { CalibrationAccumulator } from './calibration-accumulator.ts';
export type { ConfusionAccumulatorOptions, ConfusionState } from './confusion-accumulator.ts';
export { ConfusionAccumulator } from './confusion-accumulator.ts';
