import * as tf from '@tensorflow/tfjs';
import { callKernel } from './wasm-kernel-call.ts';
import { SCRATCH_BYTES, type WasmBackend, type WasmKernels, wasmKernels } from './wasm-kernels.ts';

interface MatMulInputs {
  readonly a: tf.TensorInfo;
  readonly b: tf.TensorInfo;
}

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/** Swaps the last two axes of a buffer. */
function transposed(x: tf.TensorInfo, backend: WasmBackend): tf.TensorInfo {
  const rank = x.shape.length;
  const perm = x.shape.map((_, axis) => (axis < rank - 2 ? axis : axis === rank - 2 ? rank - 1 : rank - 2));
  return callKernel('Transpose', backend, { x }, { perm });
}

/** Multiplies two buffers by our own kernel, or says by undefined that it cannot: other types, or broadcast batches. */
function multiply(
  { a, b }: MatMulInputs,
  attributes: MatMulAttributes,
  kernels: WasmKernels,
): tf.TensorInfo | undefined {
  const { transposeA, transposeB } = attributes;
  if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const batch = a.shape.slice(0, -2);
  if (!tf.util.arraysEqual(batch, b.shape.slice(0, -2))) return undefined;
  const [aRows, aColumns] = a.shape.slice(-2) as [number, number];
  const [bRows, bColumns] = b.shape.slice(-2) as [number, number];
  const [m, k] = transposeA ? [aColumns, aRows] : [aRows, aColumns];
  const [depth, n] = transposeB ? [bColumns, bRows] : [bRows, bColumns];
  if (k !== depth || k === 0) return undefined;
  const out = kernels.empty([...batch, m, n]);
  const scratch = kernels.scratch(SCRATCH_BYTES);
  const [aRow, aStep] = transposeA ? [4, 4 * aColumns] : [4 * aColumns, 4];
  const [bRow, bStep] = transposeB ? [4, 4 * bColumns] : [4 * bColumns, 4];
  const count = batch.reduce((product, size) => product * size, 1);
  for (let i = 0; i < count; i++) {
    const [aAt, bAt, outAt] = [
      kernels.at(a) + 4 * i * m * k,
      kernels.at(b) + 4 * i * k * n,
      kernels.at(out) + 4 * i * m * n,
    ];
    kernels.run.multiply(aAt, aRow, aStep, bAt, bRow, bStep, outAt, m, n, k, false, scratch);
  }
  return out;
}

/**
 * Wraps the `BatchMatMul` kernel of the WebAssembly back end, which multiplies transposed operands, that is every gradient
 * of a dense layer, by a plain loop, and prepares the weights anew at every call.
 *
 * Where our own kernels cannot run, a transposed operand is transposed first, and the product goes through XNNPACK.
 */
export function fastBatchMatMul(published: tf.KernelConfig): tf.KernelConfig {
  return {
    ...published,
    kernelFunc: (params) => {
      const inputs = params.inputs as unknown as MatMulInputs;
      const { transposeA, transposeB } = params.attrs as unknown as MatMulAttributes;
      const backend = params.backend as WasmBackend;
      const kernels = wasmKernels(backend);
      const product = kernels && multiply(inputs, { transposeA, transposeB }, kernels);
      if (product) return product;
      if (!transposeA && !transposeB) return published.kernelFunc(params);
      const a = transposeA ? transposed(inputs.a, backend) : inputs.a;
      const b = transposeB ? transposed(inputs.b, backend) : inputs.b;
      const attrs = { ...params.attrs, transposeA: false, transposeB: false };
      const result = published.kernelFunc({ inputs: { a, b }, backend: params.backend, attrs });
      if (transposeA) backend.disposeData(a.dataId);
      if (transposeB) backend.disposeData(b.dataId);
      return result;
    },
  };
}
