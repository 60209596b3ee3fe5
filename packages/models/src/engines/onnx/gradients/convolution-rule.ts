import type { Conv2dLayer } from '../../../graph/graph.ts';
import { writeActivation } from './activation-rule.ts';
import type { GraphWriter, Value } from './graph-writer.ts';
import type { LayerRule } from './layer-rule.ts';

/**
 * A convolution. Its input's gradient is the transposed convolution with the same kernel; its kernel's is, for each tap of
 * the kernel, the product of the output's gradient with the pixels that the tap has met.
 */
export const convolutionRule: LayerRule<Conv2dLayer> = (layer, context) => {
  const { writer, from, shapes, shape, weights, trained, wanted } = context;
  const { kernelSize: size, strides } = layer;
  const [x] = from as [Value];
  const border = layer.padding === 'same' ? (size - 1) / 2 : 0;
  const common = { kernel_shape: [size, size], strides: [strides, strides], pads: [border, border, border, border] };
  const linear = writer.emit('Conv', [x, ...weights], common);
  const { output, back } = writeActivation(writer, layer.activation, linear);
  return {
    output,
    back: (gradient) => {
      const d = back(gradient);
      const [height, width] = shapes[0] as [number, number];
      const [outHeight, outWidth] = shape as [number, number];
      // Rows and columns at the far end that no window reaches.
      const left = (n: number, out: number) => n + 2 * border - ((out - 1) * strides + size);
      const output_padding = [left(height, outHeight), left(width, outWidth)];
      return {
        inputs: [wanted[0] ? writer.emit('ConvTranspose', [d, weights[0]!], { ...common, output_padding }) : undefined],
        weights: [
          trained[0] ? kernelGradient(writer, x, d, { layer, shape, channels: shapes[0]![2]!, border }) : undefined,
          trained[1] ? writer.reduce(d, 0, 2, 3) : undefined,
        ],
      };
    },
  };
};

/** What {@link kernelGradient} needs to know of the layer. */
interface KernelGradientOptions {
  readonly layer: Conv2dLayer;
  /** Shape of the output, `[height, width, filters]`. */
  readonly shape: readonly number[];
  /** Channels of the input. */
  readonly channels: number;
  /** Zeros around the input. */
  readonly border: number;
}

function kernelGradient(
  writer: GraphWriter,
  x: Value,
  d: Value,
  { layer: { kernelSize: size, strides, filters }, shape, channels, border }: KernelGradientOptions,
): Value {
  const [height, width] = shape as [number, number];
  const padded =
    border === 0 ? x : writer.emit('Pad', [x, writer.integers(0, 0, border, border, 0, 0, border, border)]);
  const inputs = writer.transpose(padded, 1, 0, 2, 3);
  const outputs = writer.reshape(writer.transpose(d, 1, 0, 2, 3), filters, -1);
  const taps = Array.from({ length: size * size }, (_, tap) => {
    const [row, column] = [Math.floor(tap / size), tap % size];
    // The pixels that this tap meets, one for each place of the kernel.
    const met = writer.emit('Slice', [
      inputs,
      writer.integers(row, column),
      writer.integers(row + (height - 1) * strides + 1, column + (width - 1) * strides + 1),
      writer.integers(2, 3),
      writer.integers(strides, strides),
    ]);
    return writer.reshape(met, channels, -1);
  });
  const product = (met: Value) => writer.emit('Gemm', [outputs, met], { transB: 1 });
  if (taps.length === 1) return writer.reshape(product(taps[0]!), filters, channels, 1, 1);
  // With few channels the products would be thin: then one product of all taps together.
  if (channels < 16) {
    const all = writer.reshape(product(writer.emit('Concat', taps, { axis: 0 })), filters, size, size, channels);
    return writer.transpose(all, 0, 3, 1, 2);
  }
  const products = taps.map((met) => writer.reshape(product(met), filters, channels, 1));
  return writer.reshape(writer.emit('Concat', products, { axis: 2 }), filters, channels, size, size);
}
