import type { GraphWriter, Value } from './graph-writer.ts';

/** A convolution of images `[batch, channels, height, width]`, ready to be written. */
export interface ConvolutionContext {
  readonly writer: GraphWriter;
  readonly x: Value;
  /** `[size, size, channels, filters]`, as in Keras. */
  readonly kernel: Value;
  readonly bias: Value | undefined;
  /** Side of the kernel in pixels. */
  readonly size: number;
  readonly strides: number;
  /** Zeros around the input. */
  readonly border: number;
  readonly channels: number;
  readonly filters: number;
  /** Size of the input, without the border. */
  readonly inHeight: number;
  readonly inWidth: number;
  /** Size of the output. */
  readonly height: number;
  readonly width: number;
}

/** A convolution that is written, and its gradients, written where they are asked for. */
export interface WrittenConvolution {
  readonly output: Value;
  readonly back: (d: Value) => { readonly input: () => Value; readonly kernel: () => Value };
}

/** The pixels that the taps of the kernel meet, `[size · size · channels, batch · height · width]`. */
export function metByTaps(context: ConvolutionContext): Value {
  const { writer, x, size, strides, border, channels, height, width } = context;
  const padded = writer.pad(x, [0, 0, border, border], [0, 0, border, border]);
  const inputs = writer.transpose(padded, 1, 0, 2, 3);
  if (size === 1 && strides === 1) return writer.reshape(inputs, channels, -1);
  const taps = Array.from({ length: size * size }, (_, tap) => {
    const [row, column] = [Math.floor(tap / size), tap % size];
    const met = writer.emit('Slice', [
      inputs,
      writer.integers(row, column),
      writer.integers(row + (height - 1) * strides + 1, column + (width - 1) * strides + 1),
      writer.integers(2, 3),
      writer.integers(strides, strides),
    ]);
    return writer.reshape(met, channels, -1);
  });
  return writer.join(taps);
}

/** Images with their channels in front, as a matrix: `[channels, batch · height · width]`. */
export function channelRows(writer: GraphWriter, images: Value, channels: number): Value {
  return writer.reshape(writer.transpose(images, 1, 0, 2, 3), channels, -1);
}
