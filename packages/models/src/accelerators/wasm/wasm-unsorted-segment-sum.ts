import type * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from './wasm-kernels.ts';

/**
 * Sum of the rows of each segment, the gradient of `gather`, which the WebAssembly back end of TensorFlow.js 4.22 lacks.
 *
 * `segmentIds` has the shape of the leading axes of `x`; a negative id drops its row, as in TensorFlow.
 */
export const unsortedSegmentSum: tf.KernelConfig = {
  kernelName: 'UnsortedSegmentSum',
  backendName: 'wasm',
  kernelFunc: (params) => {
    const backend = params.backend as WasmBackend;
    const { x, segmentIds } = params.inputs as { x: tf.TensorInfo; segmentIds: tf.TensorInfo };
    const { numSegments } = params.attrs as { numSegments: number };
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const size = rowShape.reduce((product, n) => product * n, 1);
    const values = backend.readSync(x.dataId) as Float32Array;
    const ids = backend.readSync(segmentIds.dataId) as Int32Array;
    const sums = x.dtype === 'int32' ? new Int32Array(numSegments * size) : new Float32Array(numSegments * size);
    ids.forEach((id, row) => {
      if (id < 0) return;
      for (let i = 0; i < size; i++) sums[id * size + i]! += values[row * size + i]!;
    });
    const shape = [numSegments, ...rowShape];
    return { dataId: backend.write(sums, shape, x.dtype), shape, dtype: x.dtype };
  },
};
