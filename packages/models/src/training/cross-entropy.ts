/** Sum of the losses of some rows and the number of rows whose greatest logit is their class. */
export interface LossSum {
  readonly loss: number;
  readonly correct: number;
}

/** Index of the greatest of `count` values from `start`; the first of equals, as NumPy's `argmax`. */
export function argMax(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i++) if (values[start + i]! > values[start + best]!) best = i;
  return best;
}

/** Logarithm of the sum of the exponentials of `count` values from `start`. */
export function logSumExp(values: ArrayLike<number>, start: number, count: number): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) max = Math.max(max, values[start + i]!);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.exp(values[start + i]! - max);
  return max + Math.log(sum);
}

/**
 * Sum over rows of `-Σ targets · log softmax(logits)`, in float64, with the number of right answers; NaN when a logit is not
 * finite.
 *
 * @param logits Row-major, shape `[n, classes]`.
 * @param targets Weighted targets, shape `[n, classes]`.
 * @param labels Classes that count as right, shape `[n]`.
 */
export function crossEntropy(
  logits: ArrayLike<number>,
  targets: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): LossSum {
  let loss = 0;
  let correct = 0;
  for (let row = 0; row < labels.length; row++) {
    const start = row * classes;
    const normalizer = logSumExp(logits, start, classes);
    for (let i = 0; i < classes; i++) loss -= targets[start + i]! * (logits[start + i]! - normalizer);
    if (argMax(logits, start, classes) === labels[row]) correct++;
  }
  return { loss, correct };
}
