import * as tf from '@tensorflow/tfjs';
import type { WasmBackend } from './wasm-kernels.ts';

interface MaxPoolGradAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** The values of a float32 tensor, in place; good until the memory grows. */
function view(backend: WasmBackend, { dataId, shape }: tf.TensorInfo): Float32Array {
  const size = shape.reduce((product, n) => product * n, 1);
  return new Float32Array(backend.wasm.HEAPU8.buffer, backend.getMemoryOffset(dataId) >>> 0, size);
}

/**
 * The gradient of max pooling: each output's gradient goes to the first greatest value of its window.
 *
 * The published kernel of the WebAssembly back end 4.22 gives no gradient to windows without a positive value, which are
 * common before a ReLU: the shortcuts of ResNet V2 pool such values.
 */
export const maxPoolGrad: tf.KernelConfig = {
  kernelName: 'MaxPoolGrad',
  backendName: 'wasm',
  kernelFunc: (params) => {
    const backend = params.backend as WasmBackend;
    const { dy, input } = params.inputs as { dy: tf.TensorInfo; input: tf.TensorInfo };
    const { filterSize, strides, pad, dimRoundingMode } = params.attrs as unknown as MaxPoolGradAttributes;
    const inShape = input.shape as [number, number, number, number];
    const pool = tf.backend_util.computePool2DInfo(inShape, filterSize, strides, 1, pad, dimRoundingMode);
    const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, strideHeight, strideWidth } = pool;
    const { effectiveFilterHeight, effectiveFilterWidth, padInfo } = pool;
    const out = backend.makeOutput(input.shape, 'float32');
    const x = view(backend, input);
    const gradient = view(backend, dy);
    const dx = view(backend, out).fill(0);
    let place = 0;
    for (let image = 0; image < batchSize; image++) {
      for (let row = 0; row < outHeight; row++) {
        const top = Math.max(0, row * strideHeight - padInfo.top);
        const bottom = Math.min(inHeight, row * strideHeight - padInfo.top + effectiveFilterHeight);
        for (let column = 0; column < outWidth; column++) {
          const left = Math.max(0, column * strideWidth - padInfo.left);
          const right = Math.min(inWidth, column * strideWidth - padInfo.left + effectiveFilterWidth);
          for (let channel = 0; channel < inChannels; channel++, place++) {
            let best = ((image * inHeight + top) * inWidth + left) * inChannels + channel;
            for (let y = top; y < bottom; y++) {
              let at = ((image * inHeight + y) * inWidth + left) * inChannels + channel;
              for (let z = left; z < right; z++, at += inChannels) if (x[at]! > x[best]!) best = at;
            }
            dx[best]! += gradient[place]!;
          }
        }
      }
    }
    return out;
  },
};
