import { type ConvolutionContext, channelRows, metByTaps } from './convolution-context.ts';
import type { Value } from './graph-writer.ts';

/** With fewer channels products of one row or column of taps would be thin. */
const FEW_CHANNELS = 16;

/**
 * The gradient of a kernel, `[size, size, channels, filters]`: for each tap the product of the pixels that it has met with the
 * output's gradient.
 *
 * A tap meets the input moved by so many rows and columns. To move the input by columns and the gradient by rows, the other way
 * round, is the same sum, and `2 · size` moved images are made where `size²` would be.
 */
export function kernelGradient(context: ConvolutionContext, d: Value): Value {
  const { writer, x, size, strides, border, channels, filters } = context;
  const { inHeight, inWidth, height, width } = context;
  const product = (met: Value, gradient: Value, rows: number): Value =>
    writer.reshape(writer.emit('Gemm', [met, gradient], { transB: 1 }), rows, size, channels, filters);
  if (size === 1 || strides > 1 || channels < FEW_CHANNELS) {
    return product(metByTaps(context), channelRows(writer, d, filters), size);
  }
  const places = Array.from({ length: size }, (_, place) => place - border);
  const inputs = writer.transpose(x, 1, 0, 2, 3);
  const byColumns = places.map((n) => {
    const moved = writer.pad(inputs, [0, 0, 0, -n], [0, 0, 0, width - inWidth + n]);
    return writer.reshape(moved, channels, -1);
  });
  const met = writer.join(byColumns);
  const gradients = writer.transpose(d, 1, 0, 2, 3);
  const byRows = places.map((n) => {
    const moved = writer.pad(gradients, [0, 0, n, 0], [0, 0, inHeight - height - n, 0]);
    return product(met, writer.reshape(moved, filters, -1), 1);
  });
  return writer.join(byRows);
}
