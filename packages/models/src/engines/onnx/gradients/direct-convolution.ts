import type { ConvolutionContext, WrittenConvolution } from './convolution-context.ts';
import type { Value } from './graph-writer.ts';
import { kernelGradient } from './kernel-gradient.ts';
import { unreadPixels } from './unread-pixels.ts';

/**
 * A convolution by the runtime's own. Its input's gradient is a convolution too, with the kernel turned by half a circle and
 * channels and filters exchanged; with a stride it is the transposed convolution, which takes longer.
 */
export function directConvolution(context: ConvolutionContext): WrittenConvolution {
  const { writer, x, kernel, bias, size, strides, border, channels, filters } = context;
  const { inHeight, inWidth, height, width } = context;
  const taps = size * size;
  const settings = (pad: number) => ({
    kernel_shape: [size, size],
    strides: [strides, strides],
    pads: [pad, pad, pad, pad],
  });
  const byFilter = writer.transpose(writer.reshape(kernel, taps, channels, filters), 0, 2, 1);
  const forward = tapsLast(context, byFilter, [filters, channels], false);
  const output_padding = [
    unreadPixels(inHeight + 2 * border, height, size, strides),
    unreadPixels(inWidth + 2 * border, width, size, strides),
  ];
  return {
    output: writer.emit('Conv', bias === undefined ? [x, forward] : [x, forward, bias], settings(border)),
    back: (d) => ({
      input: () => {
        if (strides > 1) return writer.emit('ConvTranspose', [d, forward], { ...settings(border), output_padding });
        const backward = tapsLast(context, kernel, [channels, filters], true);
        return writer.emit('Conv', [d, backward], settings(size - 1 - border));
      },
      kernel: () => kernelGradient(context, d),
    }),
  };
}

/**
 * The taps of a kernel moved behind its two other axes, in their order or turned by half a circle. As a product with a matrix
 * of zeros and ones it is exact for finite weights and takes an eighth of the time of `Transpose` in ONNX Runtime 1.30, which is
 * slow on short axes and joins transpositions that follow each other.
 */
function tapsLast(
  { writer, size }: ConvolutionContext,
  kernel: Value,
  rest: [number, number],
  isTurned: boolean,
): Value {
  const taps = size * size;
  if (taps === 1) return writer.reshape(kernel, ...rest, 1, 1);
  const places = new Float32Array(taps * taps);
  for (let tap = 0; tap < taps; tap++) places[tap * taps + (isTurned ? taps - 1 - tap : tap)] = 1;
  const order = writer.tensor(`${isTurned ? 'turned' : 'same'}/${taps}`, [taps, taps], places);
  const product = writer.emit('Gemm', [writer.reshape(kernel, taps, -1), order], { transA: 1 });
  return writer.reshape(product, ...rest, size, size);
}
