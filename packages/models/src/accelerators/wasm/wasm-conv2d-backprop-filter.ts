import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import { type Conv2DGradientAttributes, convolutionOf, runConvolutionGradient } from './wasm-conv2d-gradients.ts';
import { callKernel } from './wasm-kernel-call.ts';
import { type WasmBackend, wasmKernels } from './wasm-kernels.ts';

/** The gradient by kernels that the back end has: one matrix product for each place of the filter. */
function compose(
  backend: WasmBackend,
  conv: tf.backend_util.Conv2DInfo,
  x: tf.TensorInfo,
  dy: tf.TensorInfo,
): tf.TensorInfo {
  const { top, bottom, left, right } = conv.padInfo;
  const isPadded = top + bottom + left + right > 0;
  const paddings = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const padded = isPadded ? callKernel('PadV2', backend, { x }, { paddings, constantValue: 0 }) : x;
  const rows = conv.batchSize * conv.outHeight * conv.outWidth;
  const b = { ...dy, shape: [1, rows, conv.outChannels] };
  const places: tf.TensorInfo[] = [];
  const masks = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
  for (let row = 0; row < conv.filterHeight; row++) {
    for (let column = 0; column < conv.filterWidth; column++) {
      const lastRow = row + (conv.outHeight - 1) * conv.strideHeight;
      const lastColumn = column + (conv.outWidth - 1) * conv.strideWidth;
      const shifted = callKernel(
        'StridedSlice',
        backend,
        { x: padded },
        {
          begin: [0, row, column, 0],
          end: [conv.batchSize, lastRow + 1, lastColumn + 1, conv.inChannels],
          strides: [1, conv.strideHeight, conv.strideWidth, 1],
          ...masks,
        },
      );
      const a = { ...shifted, shape: [1, rows, conv.inChannels] };
      places.push(callKernel('BatchMatMul', backend, { a, b }, { transposeA: true, transposeB: false }));
      backend.disposeData(shifted.dataId);
    }
  }
  if (isPadded) backend.disposeData(padded.dataId);
  const result = callKernel('Concat', backend, places, { axis: 0 });
  for (const place of places) backend.disposeData(place.dataId);
  return { ...result, shape: [conv.filterHeight, conv.filterWidth, conv.inChannels, conv.outChannels] };
}

/**
 * The gradient of a 2-D convolution by its filter, which the WebAssembly back end of TensorFlow.js 4.22 lacks.
 *
 * For each place of the filter the input is gathered on the output grid, `[n·h·w, inChannels]`, and multiplied, transposed,
 * by the gradient of the output, `[n·h·w, outChannels]`; the compiled kernel gathers 256 rows at a time.
 */
export const conv2DBackpropFilter: tf.KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: (params) => {
    const backend = params.backend as WasmBackend;
    const { x, dy } = params.inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const attributes = params.attrs as unknown as Conv2DGradientAttributes & { readonly filterShape: number[] };
    if (attributes.dataFormat !== 'NHWC') {
      throw new ModelsError(
        'backend',
        `Conv2DBackpropFilter on wasm takes NHWC data. Received ${attributes.dataFormat}.`,
      );
    }
    const conv = convolutionOf(x.shape, attributes.filterShape, attributes);
    const kernels = wasmKernels(backend);
    return kernels
      ? runConvolutionGradient(kernels, 'convolveFilterGradient', conv, [x, dy], attributes.filterShape)
      : compose(backend, conv, x, dy);
  },
};
