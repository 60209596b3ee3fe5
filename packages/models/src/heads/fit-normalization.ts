import { ModelsError } from '../errors.ts';
import { checkOptions, isFloat32, kindOf, type OptionNames } from '../input/check-options.ts';
import type { OwnedFloat32 } from '../owned-arrays.ts';

/** Mean and variance of every column of a set of embeddings. */
export interface NormalizationStatistics {
  /** Mean of each column, shape `[dim]`. */
  readonly mean: OwnedFloat32;
  /** Population variance of each column, shape `[dim]`; 1 where the column never changes. */
  readonly variance: OwnedFloat32;
}

/** Options of {@link fitNormalization}. */
export interface FitNormalizationOptions {
  /** Columns a row, ≥ 1: the length of one embedding. */
  readonly dim: number;
}

/**
 * Measures the mean and the population variance of every column, for the normalization layer that a head begins with.
 *
 * Fit it on the training part alone. A column that never changes gets variance 1, so that a test clip that moves it is
 * not divided by nothing: scikit-learn 1.9 `StandardScaler` does the same.
 *
 * Source: Keras 3 `Normalization.adapt`; sums in float64, in two passes.
 *
 * @param x Embeddings, row-major, shape `[n, dim]`.
 * @throws {ModelsError} `invalid-input` when `x` is empty, is not whole rows, or holds a value that is not finite.
 */
export function fitNormalization(x: Float32Array, options: FitNormalizationOptions): NormalizationStatistics {
  checkOptions('fitNormalization', options, { dim: true } satisfies OptionNames<FitNormalizationOptions>);
  if (!isFloat32(x)) {
    throw new ModelsError(
      'invalid-input',
      `fitNormalization takes embeddings as one Float32Array, row after row. Received ${kindOf(x)}.`,
    );
  }
  const { dim } = options;
  if (!Number.isInteger(dim) || dim < 1 || x.length === 0 || x.length % dim !== 0) {
    throw new ModelsError(
      'invalid-input',
      `fitNormalization needs whole rows of dim = ${dim} values. Received ${x.length} values; pass one row-major array of all training embeddings.`,
    );
  }
  const rows = x.length / dim;
  const sums = new Float64Array(dim);
  for (let i = 0; i < x.length; i++) sums[i % dim]! += x[i]!;
  const mean = sums.map((sum) => sum / rows);
  const squares = new Float64Array(dim);
  for (let i = 0; i < x.length; i++) {
    const d = x[i]! - mean[i % dim]!;
    squares[i % dim]! += d * d;
  }
  const variance = squares.map((sum) => (sum === 0 ? 1 : sum / rows));
  if (!variance.every(Number.isFinite)) {
    throw new ModelsError(
      'invalid-input',
      'fitNormalization needs finite embeddings. Received NaN or an infinity: look for silent clips or broken images.',
    );
  }
  return { mean: Float32Array.from(mean), variance: Float32Array.from(variance) };
}
