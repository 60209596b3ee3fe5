import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import type { WasmBackend } from './wasm-kernels.ts';

/** Runs a kernel of the WebAssembly back end on raw buffers, outside the engine's bookkeeping; the caller drops the result. */
export function callKernel(
  name: string,
  backend: WasmBackend,
  inputs: Record<string, tf.TensorInfo> | readonly tf.TensorInfo[],
  attrs: Record<string, unknown> = {},
): tf.TensorInfo {
  const kernel = tf.getKernel(name, 'wasm');
  if (!kernel) {
    throw new ModelsError(
      'backend',
      `The wasm back end has no kernel "${name}": @tensorflow/tfjs-backend-wasm 4.22 has.`,
    );
  }
  return kernel.kernelFunc({
    inputs: inputs as tf.NamedTensorInfoMap,
    backend,
    attrs: attrs as tf.NamedAttrMap,
  }) as tf.TensorInfo;
}
