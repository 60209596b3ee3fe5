import * as tf from '@tensorflow/tfjs';
import { SCRATCH_BYTES, type WasmKernels } from './wasm-kernels.ts';

/** Attributes that both gradient kernels of a 2-D convolution get from TensorFlow.js. */
export interface Conv2DGradientAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4D = [number, number, number, number];

/** Works out padding and output size of a convolution as TensorFlow.js does. */
export function convolutionOf(
  inShape: readonly number[],
  filterShape: readonly number[],
  attributes: Conv2DGradientAttributes,
): tf.backend_util.Conv2DInfo {
  const { strides, pad, dimRoundingMode } = attributes;
  // The gradient kernels get no dilations: TensorFlow.js has no gradient of dilated convolutions.
  return tf.backend_util.computeConv2DInfo(
    inShape as Shape4D,
    filterShape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

/** Runs one of the two compiled gradients into a new tensor of the given shape. */
export function runConvolutionGradient(
  kernels: WasmKernels,
  name: 'convolveFilterGradient' | 'convolveInputGradient',
  conv: tf.backend_util.Conv2DInfo,
  [first, second]: readonly [tf.TensorInfo, tf.TensorInfo],
  shape: readonly number[],
): tf.TensorInfo {
  const out = kernels.zeros(shape);
  const fields = [
    conv.batchSize,
    conv.inHeight,
    conv.inWidth,
    conv.inChannels,
    conv.outHeight,
    conv.outWidth,
    conv.outChannels,
    conv.filterHeight,
    conv.filterWidth,
    conv.strideHeight,
    conv.strideWidth,
    conv.padInfo.top,
    conv.padInfo.left,
  ];
  const work = kernels.scratch(64 + SCRATCH_BYTES + 256 * 4 * conv.inChannels);
  kernels.writeIntegers(work, fields);
  kernels.run[name](work, kernels.at(first), kernels.at(second), kernels.at(out), work + 64);
  return out;
}
