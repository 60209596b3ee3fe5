import { type ConvolutionContext, channelRows, metByTaps, type WrittenConvolution } from './convolution-context.ts';
import type { Value } from './graph-writer.ts';

/**
 * A convolution as one product over all pixels of the batch, with the pixels that each place of the kernel meets gathered
 * first. The gathered pixels serve the kernel's gradient again, as one product too; the input's gradient is gathered the
 * other way round. It takes `size²` times the memory of the input, which is little where images have shrunk.
 */
export function gatheredConvolution(context: ConvolutionContext): WrittenConvolution {
  const { writer, kernel, bias, size, channels, filters, height, width } = context;
  const gathered = metByTaps(context);
  const matrix = writer.reshape(kernel, size * size * channels, filters);
  const offset = bias === undefined ? [] : [writer.reshape(bias, filters, 1)];
  const product = writer.emit('Gemm', [matrix, gathered, ...offset], { transA: 1 });
  return {
    output: writer.transpose(writer.reshape(product, filters, -1, height, width), 1, 0, 2, 3),
    back: (d) => {
      const outputs = channelRows(writer, d, filters);
      return {
        input: () => inputGradient(context, writer.emit('Gemm', [matrix, outputs])),
        kernel: () =>
          writer.reshape(writer.emit('Gemm', [gathered, outputs], { transB: 1 }), size, size, channels, filters),
      };
    },
  };
}

/** Adds up what every place of the kernel gives to the pixels that it has met. */
function inputGradient(context: ConvolutionContext, given: Value): Value {
  const { writer, size, strides, border, channels, inHeight, inWidth, height, width } = context;
  if (size === 1 && strides === 1) {
    return writer.transpose(writer.reshape(given, channels, -1, height, width), 1, 0, 2, 3);
  }
  const taps = size * size;
  const byImage = writer.transpose(writer.reshape(given, taps, channels, -1, height * width), 2, 1, 0, 3);
  const places = writer.reshape(byImage, -1, channels * taps, height * width);
  return writer.emit('Col2Im', [places, writer.integers(inHeight, inWidth), writer.integers(size, size)], {
    pads: [border, border, border, border],
    strides: [strides, strides],
  });
}
