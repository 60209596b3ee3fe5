import type * as tf from '@tensorflow/tfjs';
import { callKernel, type WasmBackend } from './wasm-kernel-call.ts';

/** Swaps the last two axes of a buffer. */
function transposed(x: tf.TensorInfo, backend: WasmBackend): tf.TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => (axis < rank - 2 ? axis : axis === rank - 2 ? rank - 1 : rank - 2));
  return callKernel('Transpose', backend, { x }, { perm });
}

/**
 * Wraps the `BatchMatMul` kernel of the WebAssembly back end so that a transposed operand is transposed first.
 *
 * The published kernel multiplies transposed operands, that is every gradient of a dense layer, by a plain loop; the same
 * product of operands as they lie goes through XNNPACK.
 */
export function fastTransposedBatchMatMul(published: tf.KernelConfig): tf.KernelConfig {
  return {
    ...published,
    kernelFunc: (params) => {
      const { a, b } = params.inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      const { transposeA, transposeB } = params.attrs as { transposeA: boolean; transposeB: boolean };
      if (!transposeA && !transposeB) return published.kernelFunc(params);
      const backend = params.backend as WasmBackend;
      const left = transposeA ? transposed(a, backend) : a;
      const right = transposeB ? transposed(b, backend) : b;
      const attrs = { ...params.attrs, transposeA: false, transposeB: false };
      const product = published.kernelFunc({ inputs: { a: left, b: right }, backend: params.backend, attrs });
      if (transposeA) backend.disposeData(left.dataId);
      if (transposeB) backend.disposeData(right.dataId);
      return product;
    },
  };
}
