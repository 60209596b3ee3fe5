import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import { fastBatchMatMul } from './wasm-batch-mat-mul.ts';
import { conv2DBackpropFilter } from './wasm-conv2d-backprop-filter.ts';
import { fastConv2DBackpropInput } from './wasm-conv2d-backprop-input.ts';
import { maxPoolGrad } from './wasm-max-pool-grad.ts';
import { unsortedSegmentSum } from './wasm-unsorted-segment-sum.ts';

/** Marks a kernel as ours, so that a second call, or a second copy of this package, does not wrap it again. */
const marker: unique symbol = Symbol.for('@ser/models/wasm-training') as never;

/** Puts a kernel in the place of a registered one; TensorFlow.js warns on its own when one is registered over another. */
function replaceKernel(config: tf.KernelConfig): void {
  if (tf.getKernel(config.kernelName, config.backendName)) tf.unregisterKernel(config.kernelName, config.backendName);
  tf.registerKernel(Object.assign(config, { [marker]: true }));
}

/**
 * Registers what the WebAssembly back end of TensorFlow.js 4.22 lacks for training, replaces what is wrong or slow there:
 * afterwards convolutional networks train on `wasm` like on any other back end.
 *
 * Added: `Conv2DBackpropFilter`, `UnsortedSegmentSum`. Corrected: `MaxPoolGrad`. Made fast: `BatchMatMul`,
 * `Conv2DBackpropInput`.
 *
 * `selectBackend` calls it whenever it chooses `wasm`; call it yourself where you choose the back end. Calling it again
 * changes nothing.
 *
 * @returns Names of the kernels that this call registered or replaced.
 * @throws {ModelsError} `backend` when `@tensorflow/tfjs-backend-wasm` has not been imported yet.
 */
export function enableWasmTraining(): string[] {
  const batchMatMul = tf.getKernel('BatchMatMul', 'wasm');
  if (!batchMatMul) {
    throw new ModelsError(
      'backend',
      "enableWasmTraining() needs the kernels of the WebAssembly back end. None are registered: import '@tensorflow/tfjs-backend-wasm' first, or call selectBackend('wasm').",
    );
  }
  if (marker in batchMatMul) return [];
  const configs = [
    fastBatchMatMul(batchMatMul),
    fastConv2DBackpropInput(tf.getKernel('Conv2DBackpropInput', 'wasm')),
    { ...conv2DBackpropFilter },
    { ...maxPoolGrad },
    { ...unsortedSegmentSum },
  ];
  for (const config of configs) replaceKernel(config);
  return configs.map((config) => config.kernelName);
}
