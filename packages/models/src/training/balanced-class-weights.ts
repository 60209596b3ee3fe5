import { ModelsError } from '../errors.ts';

/**
 * Weight of each class so that all classes count alike in the loss: `n / (present classes × files of the class)`.
 *
 * Source: scikit-learn 1.9 `compute_class_weight("balanced")`. A class without a sample gets weight 0.
 *
 * @param y Class of each sample, integers in [0, classes), shape `[n]`.
 * @param classes Number of classes.
 * @returns One weight per class, shape `[classes]`.
 * @throws {ModelsError} `invalid-input` when `y` is empty or holds a class outside [0, classes).
 */
export function balancedClassWeights(y: ArrayLike<number>, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (let i = 0; i < y.length; i++) {
    const label = y[i]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new ModelsError(
        'invalid-input',
        `balancedClassWeights needs classes as integers in [0, ${classes}). Received ${label} at index ${i}.`,
      );
    }
    counts[label]!++;
  }
  const present = counts.filter((count) => count > 0).length;
  if (present === 0)
    throw new ModelsError('invalid-input', 'balancedClassWeights needs at least one sample. Received none.');
  return counts.map((count) => (count > 0 ? y.length / (present * count) : 0));
}
