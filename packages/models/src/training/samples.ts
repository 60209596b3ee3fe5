import { copyRowMajor } from '../embeddings/image.ts';
import { ModelsError } from '../errors.ts';
import { isFloat32, kindOf } from '../input/check-options.ts';
import type { SampleSource, Samples, SampleTable } from './training-types.ts';

/**
 * Turns samples into a source that refuses what is not finite: a network may turn NaN into a figure that looks valid.
 *
 * @throws {ModelsError} `invalid-input` for anything else than a Float32Array, `{ data, shape }` or a source, and for values that
 * are no whole number of samples or not finite.
 */
export function toSampleSource(x: Samples, sampleShape: readonly number[]): SampleSource {
  if (isSource(x)) {
    const read = async (indices: Int32Array): Promise<Float32Array> => {
      const values = await x.read(indices);
      return checkFinite(values, (at) => indices[Math.floor((at * indices.length) / values.length)]!);
    };
    return { length: x.length, read };
  }
  if (isTable(x) && x.shape.slice(1).join() !== sampleShape.join()) {
    throw new ModelsError(
      'invalid-input',
      `Samples must have the shape [n, ${sampleShape.join(', ')}]. Received [${x.shape.join(', ')}].`,
    );
  }
  const values = rowMajorSamples(x);
  const source = fromArray(values, sampleShape);
  checkFinite(values, (at) => Math.floor((at * source.length) / values.length));
  return source;
}

/** The values of samples that are in memory, one sample after the other; shares memory where they lie so. */
export function rowMajorSamples(x: Exclude<Samples, SampleSource>): Float32Array {
  if (isFloat32(x)) return x;
  if (!isTable(x)) {
    throw new ModelsError(
      'invalid-input',
      `Samples must be a Float32Array, { data, shape }, or a source { length, read }. Received ${kindOf(x)}; put rows one after the other with Float32Array.from(rows.flat()).`,
    );
  }
  const values = new Float32Array(x.shape.reduce((product, n) => product * n, 1));
  copyRowMajor(x, values);
  return values;
}

/** Whether samples are read batch by batch. */
export function isSource(x: Samples): x is SampleSource {
  return typeof x === 'object' && x !== null && 'read' in x;
}

function isTable(x: unknown): x is SampleTable {
  return typeof x === 'object' && x !== null && 'shape' in x && 'data' in x;
}

function checkFinite(values: Float32Array, sampleOf: (index: number) => number): Float32Array {
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new ModelsError(
      'invalid-input',
      `Samples must be finite. Received ${values[i]} in sample ${sampleOf(i)}: look for a silent clip or a broken file.`,
    );
  }
  return values;
}

function fromArray(x: Float32Array, sampleShape: readonly number[]): SampleSource {
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
  if (!(Number.isInteger(classes) && classes >= 1)) {
    throw new ModelsError(
      'invalid-option',
      `classes must be the number of classes, the width of the model's output. Received ${String(classes).slice(0, 80)}.`,
    );
  }
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
