import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkConvolutions,
  checkGather,
  checkMatMul,
  checkPooling,
  randomTensor,
} from '../../../testing/wasm-training-cases.ts';
import { ModelsError } from '../../errors.ts';
import { enableWasmTraining } from './enable-wasm-training.ts';
import { type WasmBackend, wasmKernels } from './wasm-kernels.ts';

describe('enableWasmTraining', () => {
  let registered: string[];
  beforeAll(async () => {
    expect(() => enableWasmTraining()).toThrow(ModelsError);
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    registered = enableWasmTraining();
  });

  it('registers each kernel once', () => {
    expect(registered).toEqual([
      'BatchMatMul',
      'Conv2DBackpropInput',
      'Conv2DBackpropFilter',
      'MaxPoolGrad',
      'UnsortedSegmentSum',
    ]);
    expect(enableWasmTraining()).toEqual([]);
  });

  it('runs the compiled kernels in the memory of the back end', () => {
    expect(wasmKernels(tf.backend() as WasmBackend)).toBeDefined();
  });

  it('multiplies like the cpu back end', () => checkMatMul('wasm, compiled kernels'));
  it('differentiates convolutions like the cpu back end', () => checkConvolutions('wasm, compiled kernels'));
  it('differentiates pooling like the cpu back end', () => checkPooling('wasm'));
  it('differentiates gather like the cpu back end', () => checkGather('wasm, compiled kernels'));

  it('leaves other types and broadcast batches to the published kernel', () => {
    tf.tidy(() => {
      const a = randomTensor([2, 3, 4], 1);
      const b = randomTensor([1, 4, 5], 2);
      const expected = tf.concat([0, 1].map((i) => tf.matMul(tf.slice(a, i, 1), b)));
      expect(tf.matMul(a, b).dataSync()).toEqual(expected.dataSync());
    });
  });

  it('gives the gradient of a convolutional network that finite differences give', () => {
    tf.tidy(() => {
      const x = randomTensor([2, 9, 8, 3], 10) as tf.Tensor4D;
      const shapes = [
        [3, 3, 3, 6],
        [3, 3, 6, 5],
        [5, 4],
      ];
      const start = shapes.map((shape, i) => randomTensor(shape, 11 + i));
      const loss = (w: tf.Tensor[]): tf.Scalar => {
        const first = tf.tanh(tf.conv2d(x, w[0] as tf.Tensor4D, 2, 'same'));
        const second = tf.tanh(tf.conv2d(first as tf.Tensor4D, w[1] as tf.Tensor4D, 1, 'same'));
        const pooled = tf.mean(second, [1, 2]);
        return tf.mean(tf.square(tf.logSoftmax(tf.matMul(pooled, w[2] as tf.Tensor2D)))) as tf.Scalar;
      };
      const gradients = tf.grads((...w: tf.Tensor[]) => loss(w))(start);
      for (let seed = 20; seed < 24; seed++) {
        const direction = shapes.map((shape, i) => randomTensor(shape, seed * 3 + i));
        const at = (step: number): number =>
          loss(start.map((w, i) => tf.add(w, tf.mul(direction[i]!, step)))).dataSync()[0]!;
        const expected = (at(1e-2) - at(-1e-2)) / 2e-2;
        const actual = tf.addN(gradients.map((g, i) => tf.sum(tf.mul(g, direction[i]!)))).dataSync()[0]!;
        expect(Math.abs(actual - expected)).toBeLessThan(2e-3 * Math.max(1, Math.abs(expected)));
      }
    });
  });
});
