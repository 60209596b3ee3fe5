import { type ConvolutionContext, channelRows, metByTaps, type WrittenConvolution } from './convolution-context.ts';
import type { Value } from './graph-writer.ts';

/**
 * A convolution by the runtime's own. Its input's gradient is the transposed convolution with the same kernel; its kernel's
 * is, for each tap of the kernel, the product of the output's gradient with the pixels that the tap has met.
 */
export function directConvolution(context: ConvolutionContext): WrittenConvolution {
  const { writer, x, kernel, bias, size, strides, border, inHeight, inWidth, height, width } = context;
  const attributes = {
    kernel_shape: [size, size],
    strides: [strides, strides],
    pads: [border, border, border, border],
  };
  // Rows and columns at the far end that no window reaches.
  const unread = (n: number, out: number): number => n + 2 * border - ((out - 1) * strides + size);
  const output_padding = [unread(inHeight, height), unread(inWidth, width)];
  return {
    output: writer.emit('Conv', bias === undefined ? [x, kernel] : [x, kernel, bias], attributes),
    back: (d) => ({
      input: () => writer.emit('ConvTranspose', [d, kernel], { ...attributes, output_padding }),
      kernel: () => kernelGradient(context, d),
    }),
  };
}

function kernelGradient(context: ConvolutionContext, d: Value): Value {
  const { writer, size, channels, filters } = context;
  const taps = metByTaps(context);
  const outputs = channelRows(writer, d, filters);
  const product = (met: Value): Value => writer.emit('Gemm', [outputs, met], { transB: 1 });
  // With few channels the products would be thin: then one product of all taps together.
  if (channels < 16) {
    const all = product(taps.length === 1 ? taps[0]! : writer.emit('Concat', taps, { axis: 0 }));
    return writer.transpose(writer.reshape(all, filters, size, size, channels), 0, 3, 1, 2);
  }
  const products = taps.map((met) => writer.reshape(product(met), filters, channels, 1));
  const all = products.length === 1 ? products[0]! : writer.emit('Concat', products, { axis: 2 });
  return writer.reshape(all, filters, channels, size, size);
}
