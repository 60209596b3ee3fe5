import { createRandom, permutation } from '../random.ts';
import { betaRandom } from './beta-random.ts';

/** How targets are made from classes. */
export interface TargetOptions {
  /** Number of classes. */
  readonly classes: number;
  /** Share of the target spread over all classes, in [0, 1). */
  readonly labelSmoothing: number;
  /** Weight of each class, shape `[classes]`. */
  readonly classWeights: ArrayLike<number> | undefined;
  /** Weight of each sample, shape `[n]`. */
  readonly sampleWeights: ArrayLike<number> | undefined;
  /** Share of each class in each sample's target, shape `[n, classes]`, in place of one-hot rows. */
  readonly softTargets?: ArrayLike<number> | undefined;
}

/**
 * Rows of the loss: smoothed targets, one-hot or soft, times the weight of their sample, shape `[indices.length, classes]`.
 *
 * The loss of a batch is then `-Σ targets · log(probabilities) / n`: class and sample weights, smoothing and mixing are all
 * in the targets. Keras divides the weighted sum by the number of samples too, not by the sum of the weights.
 *
 * Source: Keras 3 `CategoricalCrossentropy(label_smoothing=…)`, `fit(class_weight=…, sample_weight=…)`.
 */
export function weightedTargets(y: Int32Array, indices: Int32Array, options: TargetOptions): Float32Array {
  const { classes, labelSmoothing, classWeights, sampleWeights, softTargets } = options;
  const targets = new Float32Array(indices.length * classes);
  indices.forEach((index, row) => {
    const label = y[index]!;
    const weight = (classWeights?.[label] ?? 1) * (sampleWeights?.[index] ?? 1);
    targets.fill((weight * labelSmoothing) / classes, row * classes, (row + 1) * classes);
    if (!softTargets) targets[row * classes + label]! += weight * (1 - labelSmoothing);
    else
      for (let i = 0; i < classes; i++)
        targets[row * classes + i]! += weight * (1 - labelSmoothing) * softTargets[index * classes + i]!;
  });
  return targets;
}

/**
 * Mixes every sample of a batch, and its targets, with another one, in place: `share · a + (1 - share) · b`, one share per
 * batch, drawn from Beta(alpha, alpha), partners by a random permutation.
 *
 * Source: Zhang et al. 2018, "mixup: Beyond Empirical Risk Minimization" (arXiv:1710.09412), as in its authors' code.
 */
export function mixBatch(
  x: Float32Array,
  targets: Float32Array,
  rows: number,
  alpha: number,
  ...seeds: number[]
): void {
  const random = createRandom(...seeds);
  const share = betaRandom(alpha, random);
  const partners = permutation(rows, random);
  for (const values of [x, targets]) {
    const size = values.length / rows;
    const original = values.slice();
    for (let row = 0; row < rows; row++) {
      const partner = partners[row]!;
      for (let i = 0; i < size; i++) {
        values[row * size + i] = share * original[row * size + i]! + (1 - share) * original[partner * size + i]!;
      }
    }
  }
}
