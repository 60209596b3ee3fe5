import type { Scores } from './decision-function.ts';

/**
 * The temperature at which a softmax over scores has the least cross-entropy, within e^±10.
 *
 * The loss is convex in the inverse temperature, so its slope is halved towards 0. Source: Guo et al., "On calibration of
 * modern neural networks" (2017), as scikit-learn 1.9 `CalibratedClassifierCV(method="temperature")` fits it.
 */
export function fitTemperatureOfScores({ data, shape: [rows, width] }: Scores, y: ArrayLike<number>): number {
  const binary = width === 1;
  const scoreOf = (i: number, k: number): number => (binary ? k * data[i]! : data[i * width + k]!);
  const classes = binary ? 2 : width;
  const slope = (beta: number): number => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      let top = Number.NEGATIVE_INFINITY;
      for (let k = 0; k < classes; k++) top = Math.max(top, beta * scoreOf(i, k));
      let weights = 0;
      let weighted = 0;
      for (let k = 0; k < classes; k++) {
        const weight = Math.exp(beta * scoreOf(i, k) - top);
        weights += weight;
        weighted += weight * scoreOf(i, k);
      }
      sum += weighted / weights - scoreOf(i, y[i]!);
    }
    return sum;
  };
  let low = -10;
  let high = 10;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (slope(Math.exp(middle)) > 0) high = middle;
    else low = middle;
  }
  return Math.exp(-(low + high) / 2);
}
