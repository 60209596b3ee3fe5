import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { callKernel, type WasmBackend } from './wasm-kernel-call.ts';

interface Conv2DBackpropFilterAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * The gradient of a 2-D convolution by its filter, which the WebAssembly back end of TensorFlow.js 4.22 lacks.
 *
 * For every place of the filter the input is shifted and thinned to the output grid, `[n·h·w, inChannels]`, and multiplied
 * by the output's gradient, `[n·h·w, outChannels]`: one matrix product a place, so that only one shifted copy of the input
 * is in memory at a time.
 */
export const conv2DBackpropFilter: tf.KernelConfig = {
  kernelName: 'Conv2DBackpropFilter',
  backendName: 'wasm',
  kernelFunc: ({ inputs, backend: anyBackend, attrs }) => {
    const backend = anyBackend as WasmBackend;
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      attrs as unknown as Conv2DBackpropFilterAttributes;
    if (dataFormat !== 'NHWC') {
      throw new ModelsError('backend', `Conv2DBackpropFilter on wasm takes NHWC data. Received ${dataFormat}.`);
    }
    const conv = tf.backend_util.computeConv2DInfo(
      x.shape as [number, number, number, number],
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
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
    const gradient = { ...dy, shape: [1, rows, conv.outChannels] };
    const places: tf.TensorInfo[] = [];
    for (let row = 0; row < conv.filterHeight; row++) {
      for (let column = 0; column < conv.filterWidth; column++) {
        const shifted = callKernel(
          'StridedSlice',
          backend,
          { x: padded },
          {
            begin: [0, row, column, 0],
            end: [
              conv.batchSize,
              row + (conv.outHeight - 1) * conv.strideHeight + 1,
              column + (conv.outWidth - 1) * conv.strideWidth + 1,
              conv.inChannels,
            ],
            strides: [1, conv.strideHeight, conv.strideWidth, 1],
            beginMask: 0,
            endMask: 0,
            ellipsisMask: 0,
            newAxisMask: 0,
            shrinkAxisMask: 0,
          },
        );
        const a = { ...shifted, shape: [1, rows, conv.inChannels] };
        places.push(callKernel('BatchMatMul', backend, { a, b: gradient }, { transposeA: true, transposeB: false }));
        backend.disposeData(shifted.dataId);
      }
    }
    if (isPadded) backend.disposeData(padded.dataId);
    const kernel = tf.getKernel('Concat', 'wasm')!;
    const result = kernel.kernelFunc({
      inputs: places as unknown as tf.NamedTensorInfoMap,
      backend: anyBackend,
      attrs: { axis: 0 },
    }) as tf.TensorInfo;
    for (const place of places) backend.disposeData(place.dataId);
    return { ...result, shape: filterShape };
  },
};
