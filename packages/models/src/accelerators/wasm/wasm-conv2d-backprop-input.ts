import type * as tf from '@tensorflow/tfjs';
import { type Conv2DGradientAttributes, convolutionOf, runConvolutionGradient } from './wasm-conv2d-gradients.ts';
import { type WasmBackend, wasmKernels } from './wasm-kernels.ts';

/**
 * Wraps the gradient of a 2-D convolution by its input: the published kernel is a plain loop over all values, ours a matrix
 * product for each place of the filter, 256 places of the output at a time.
 */
export function fastConv2DBackpropInput(published: tf.KernelConfig): tf.KernelConfig {
  return {
    ...published,
    kernelFunc: (params) => {
      const { dy, filter } = params.inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
      const attributes = params.attrs as unknown as Conv2DGradientAttributes & { readonly inputShape: number[] };
      const kernels = wasmKernels(params.backend as WasmBackend);
      if (!kernels || attributes.dataFormat !== 'NHWC') return published.kernelFunc(params);
      const conv = convolutionOf(attributes.inputShape, filter.shape, attributes);
      return runConvolutionGradient(kernels, 'convolveInputGradient', conv, [dy, filter], attributes.inputShape);
    },
  };
}
