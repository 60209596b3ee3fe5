import { ModelsError } from '../errors.ts';
import type { SampleSource, Samples } from './training-types.ts';

/** Turns an array of samples into a source; a source stays itself. */
export function toSampleSource(x: Samples, sampleShape: readonly number[]): SampleSource {
  if (!(x instanceof Float32Array)) return x;
  const size = sampleShape.reduce((product, n) => product * n, 1);
  if (!(size >= 1) || x.length % size !== 0) {
    throw new ModelsError(
      'invalid-input',
      `Samples of shape [${sampleShape.join(', ')}] take ${size} values each. Received ${x.length} values, which is not a whole number of samples.`,
    );
  }
  return {
    length: x.length / size,
    read: (indices) => {
      const batch = new Float32Array(indices.length * size);
      indices.forEach((index, row) => {
        batch.set(x.subarray(index * size, (index + 1) * size), row * size);
      });
      return batch;
    },
  };
}

/** Checks the classes of all samples and returns them as integers. */
export function toClasses(y: ArrayLike<number>, length: number, classes: number): Int32Array {
  if (y.length !== length) {
    throw new ModelsError(
      'invalid-input',
      `Each sample needs one class. Received ${length} samples and ${y.length} classes.`,
    );
  }
  for (let i = 0; i < y.length; i++) {
    const label = y[i]!;
    if (!(Number.isInteger(label) && label >= 0 && label < classes)) {
      throw new ModelsError(
        'invalid-input',
        `Classes must be integers in [0, ${classes}). Received ${label} at index ${i}.`,
      );
    }
  }
  return Int32Array.from(y);
}
