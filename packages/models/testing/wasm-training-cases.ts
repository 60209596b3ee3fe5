import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { createRandom } from '../src/random.ts';

/** Values in [-1, 1) with the given shape. */
export function randomTensor(shape: number[], seed: number): tf.Tensor {
  const random = createRandom(seed);
  return tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => 2 * random() - 1),
    shape,
  );
}

/** Runs the same on both back ends and returns the values of each; no tensor may stay behind. */
async function onBoth(compute: () => tf.Tensor[]): Promise<[Float32Array[], Float32Array[]]> {
  const results: Float32Array[][] = [];
  for (const name of ['wasm', 'cpu']) {
    await tf.setBackend(name);
    const before = tf.memory().numTensors;
    const data = tf.backend().numDataIds();
    const tensors = tf.tidy(compute);
    results.push(tensors.map((tensor) => tensor.dataSync<'float32'>()));
    tf.dispose(tensors);
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.backend().numDataIds()).toBe(data);
  }
  await tf.setBackend('wasm');
  return results as [Float32Array[], Float32Array[]];
}

function hold(wasm: Float32Array[], cpu: Float32Array[], name: string, path: string): void {
  wasm.forEach((values, i) => {
    expectParity(values, cpu[i]!, {
      package: 'models',
      name: `enableWasmTraining: ${name}`,
      reference: 'tfjs 4.22.0 cpu back end',
      path,
      measure: 'relative',
      tolerance: 1e-5,
    });
  });
}

/** Products of every combination of transposed operands, at sizes that leave rests of rows, columns and depth. */
export async function checkMatMul(path: string): Promise<void> {
  const sizes = [
    [1, 1, 1],
    [32, 512, 8],
    [7, 13, 5],
    [4, 8, 300],
    [33, 9, 515],
    [2, 3, 257],
  ] as const;
  for (const [m, n, k] of sizes) {
    for (const [transposeA, transposeB] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const [wasm, cpu] = await onBoth(() => {
        const a = randomTensor(transposeA ? [3, k, m] : [3, m, k], 1);
        const b = randomTensor(transposeB ? [3, n, k] : [3, k, n], 2);
        return [tf.matMul(a, b, transposeA, transposeB)];
      });
      hold(wasm, cpu, 'BatchMatMul', path);
    }
  }
}

/** Both gradients of convolutions, with strides, paddings and odd sizes. */
export async function checkConvolutions(path: string): Promise<void> {
  const cases = [
    { x: [2, 7, 9, 3], filter: [3, 3, 3, 5], strides: 1, pad: 'same' },
    { x: [1, 8, 8, 4], filter: [3, 3, 4, 8], strides: 2, pad: 'same' },
    { x: [2, 11, 7, 2], filter: [7, 7, 2, 6], strides: 2, pad: 'valid' },
    { x: [3, 5, 5, 8], filter: [1, 1, 8, 16], strides: 1, pad: 'valid' },
    { x: [2, 6, 5, 3], filter: [1, 1, 3, 4], strides: 2, pad: 'valid' },
    { x: [2, 20, 18, 3], filter: [2, 5, 3, 9], strides: [3, 2], pad: 'same' },
  ] as const;
  for (const { x, filter, strides, pad } of cases) {
    const [wasm, cpu] = await onBoth(() => {
      const input = randomTensor([...x], 3) as tf.Tensor4D;
      const kernel = randomTensor([...filter], 4) as tf.Tensor4D;
      const forward = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
        tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides as number | [number, number], pad);
      const dy = randomTensor(forward(input, kernel).shape, 5);
      return tf.grads(forward)([input, kernel], dy);
    });
    hold(wasm, cpu, 'Conv2DBackpropInput, Conv2DBackpropFilter', path);
  }
}

/** The gradient of max pooling, also of values that are all negative or all equal. */
export async function checkPooling(path: string): Promise<void> {
  const cases = [
    { shape: [2, 4, 4, 3], pool: 2, strides: 2, pad: 'valid' },
    { shape: [1, 9, 8, 2], pool: 2, strides: 2, pad: 'valid' },
    { shape: [2, 7, 6, 5], pool: 3, strides: 2, pad: 'same' },
    { shape: [2, 5, 7, 4], pool: 1, strides: 2, pad: 'valid' },
    { shape: [1, 6, 6, 1], pool: [3, 2], strides: [1, 2], pad: 'same' },
  ] as const;
  for (const { shape, pool, strides, pad } of cases) {
    for (const shift of [0, -3]) {
      for (const scale of [1, 0]) {
        const [wasm, cpu] = await onBoth(() => {
          const x = tf.add(tf.mul(randomTensor([...shape], 8), scale), shift);
          const forward = (a: tf.Tensor): tf.Tensor =>
            tf.maxPool(a as tf.Tensor4D, pool as number | [number, number], strides as number | [number, number], pad);
          return [tf.grad(forward)(x, randomTensor(forward(x).shape, 9))];
        });
        hold(wasm, cpu, 'MaxPoolGrad', path);
      }
    }
  }
}

/** The gradient of `gather` along the first and another axis. */
export async function checkGather(path: string): Promise<void> {
  for (const axis of [0, 1]) {
    const [wasm, cpu] = await onBoth(() => {
      const x = randomTensor([4, 5, 3], 6);
      const indices = tf.tensor1d([3, 0, 0, 2, 3], 'int32');
      const forward = (a: tf.Tensor): tf.Tensor => tf.gather(a, indices, axis);
      return [tf.grad(forward)(x, randomTensor(forward(x).shape, 7))];
    });
    hold(wasm, cpu, 'UnsortedSegmentSum', path);
  }
}
