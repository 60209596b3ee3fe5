import { expectedCalibrationError, logLoss } from '@ser/metrics';
import { type ReliabilityBin, reliabilityBins } from '@ser/metrics/probability';
import type { Prediction } from '../../evaluation/predictions.ts';

/** Equal bins of confidence that calibration errors are taken over; the number is part of the figure. */
export const CALIBRATION_BINS = 10;

/** How far a model's confidence can be taken at its word. */
export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error over {@link CALIBRATION_BINS} bins, in [0, 1]. */
  readonly expectedError: number;
  readonly meanConfidence: number;
  readonly accuracy: number;
  /** Mean negative logarithm (nats) of the probability of the true class. Knowing nothing costs the logarithm of the number of classes. */
  readonly logLoss: number;
}

/** Confidence against accuracy of one model's predictions. */
export function calibrationOf(predictions: readonly Prediction[], labels: readonly string[]): Calibration {
  const yTrue = predictions.map(({ actual }) => actual);
  // Probabilities of a float32 softmax do not add up to 1 to the last digit.
  const yProba = predictions.map(({ probabilities }) => {
    const sum = probabilities.reduce((total, p) => total + p, 0);
    return probabilities.map((p) => p / sum);
  });
  const options = { yTrue, yProba, labels, nBins: CALIBRATION_BINS };
  const confidences = yProba.map((row) => Math.max(...row));
  return {
    bins: reliabilityBins(options),
    expectedError: expectedCalibrationError(options),
    meanConfidence: confidences.reduce((sum, p) => sum + p, 0) / predictions.length,
    accuracy: predictions.filter(({ actual, predicted }) => actual === predicted).length / predictions.length,
    logLoss: logLoss({ yTrue, yProba, labels }),
  };
}
