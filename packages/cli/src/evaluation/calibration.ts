import type { Shape } from '@ser/files';
import { fitTemperature } from '@ser/metrics/probability';
import * as v from 'valibot';

/** How a model's probabilities are to be taken; fitted on the validation part and stored with the model. */
export interface Calibration {
  /** What the logarithms of the probabilities are divided by; above 1 it takes confidence away. */
  readonly temperature: number;
  /**
   * Below this (calibrated) probability the model cannot tell: fewer than half of the validation files there were right.
   * Null where the validation part does not show such a probability.
   */
  readonly threshold: number | null;
  /** Files that it was fitted on. */
  readonly files: number;
}

/** As it is read. */
export const calibrationShape: Shape<Calibration> = v.object({
  temperature: v.pipe(v.number(), v.gtValue(0)),
  threshold: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  files: v.pipe(v.number(), v.minValue(0)),
});

/** Probabilities as they come from the model. */
export const UNCALIBRATED: Calibration = { temperature: 1, threshold: null, files: 0 };

/** An answer less probable than that is more likely wrong than right, by the model's own word. */
const HIGHEST_THRESHOLD = 0.5;
/** Files below a threshold that it takes to speak of it. */
const LEAST_FILES = 10;
/** Smaller probabilities are taken as this one, so that logarithms stay finite. */
const SMALLEST = 1e-12;
/** Temperatures beyond these are a sign of too few files, not of a model. */
const RANGE = { low: 0.25, high: 10 };

/** Probabilities at another temperature, with a sum of 1. The order of the classes stays. */
export function calibrate(probabilities: readonly number[], temperature: number): number[] {
  const logits = probabilities.map((p) => Math.log(Math.max(p, SMALLEST)) / temperature);
  const highest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/**
 * Fits temperature and threshold to predictions of files that the model did not learn from.
 *
 * @param probabilities One row per file, as evaluation makes them: the mean over a file's stretches.
 * @param classes Index of the true class of each file.
 */
export function fitCalibration(probabilities: readonly (readonly number[])[], classes: readonly number[]): Calibration {
  const files = probabilities.length;
  if (files < LEAST_FILES || new Set(classes).size < 2) return { ...UNCALIBRATED, files };
  const fitted = fitTemperature({
    yTrue: classes,
    labels: probabilities[0]!.map((_, label) => label),
    logits: probabilities.map((row) => row.map((p) => Math.log(Math.max(p, SMALLEST)))),
    onWarning: () => {},
  }).temperature;
  const temperature = Math.min(RANGE.high, Math.max(RANGE.low, fitted));
  return fitThreshold(probabilities, classes, temperature);
}

/**
 * Fits the threshold alone, for a model whose temperature is known.
 *
 * @param probabilities One row per file, as evaluation makes them.
 * @param classes Index of the true class of each file.
 */
export function fitThreshold(
  probabilities: readonly (readonly number[])[],
  classes: readonly number[],
  temperature = 1,
): Calibration {
  const rows = probabilities.map((row, i) => {
    const calibrated = calibrate(row, temperature);
    const confidence = Math.max(...calibrated);
    return { confidence, isRight: calibrated.indexOf(confidence) === classes[i] };
  });
  return { temperature, threshold: thresholdOf(rows), files: rows.length };
}

/** The largest probability, up to one half, below which fewer than half of at least ten files are right. */
function thresholdOf(rows: readonly { confidence: number; isRight: boolean }[]): number | null {
  const sorted = rows
    .filter(({ confidence }) => confidence < HIGHEST_THRESHOLD)
    .sort((a, b) => a.confidence - b.confidence);
  let right = 0;
  let threshold: number | null = null;
  for (const [i, { isRight }] of sorted.entries()) {
    if (isRight) right++;
    if (i + 1 >= LEAST_FILES && right < (i + 1) / 2) threshold = sorted[i + 1]?.confidence ?? HIGHEST_THRESHOLD;
  }
  return threshold;
}
