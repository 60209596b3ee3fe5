import { winogradMatrices } from '../winograd/winograd-matrices.ts';
import type { ConvolutionContext, WrittenConvolution } from './convolution-context.ts';
import type { Value } from './graph-writer.ts';

/**
 * A convolution of 3 × 3 taps and stride 1 by Winograd's minimal filtering, `(tile + 2)²` products over all tiles of the batch.
 *
 * The gradients are the exact adjoint of what is written here, not filterings of their own: the input is transformed once for
 * the output and for the kernel's gradient, and the output's gradient once for both gradients. Kernels stay in Keras' order of
 * axes, `[taps, channels · filters]`, which is the order that the transform of the kernel and its adjoint have.
 */
export function winogradConvolution(context: ConvolutionContext, tile: 2 | 4): WrittenConvolution {
  const { writer, x, kernel, bias, border, channels, filters, inHeight, inWidth, height, width } = context;
  const matrices = winogradMatrices(tile);
  const { size } = matrices;
  const side = tile + 2;
  const [down, across] = [Math.ceil(height / tile), Math.ceil(width / tile)];
  const [tall, wide] = [down * tile, across * tile];
  const toSize = writer.tensor(`winograd/kernel${tile}`, [size, 9], matrices.kernel);
  const toPixels = writer.tensor(`winograd/output${tile}`, [tile * tile, size], matrices.output);
  const window = {
    kernel_shape: [side, side],
    strides: [tile, tile],
    pads: [border, border, tall + 2 - inHeight - border, wide + 2 - inWidth - border],
  };
  /**
   * Values of all tiles, `[size, channels, batch · tiles]`: a convolution in three dimensions, for which the channels are images of one
   * volume, leaves them in this order; one in two dimensions has to be moved by a transposition of all values.
   */
  const toTiles = (
    images: Value,
    weights: Value,
    [top, left, bottom, right]: readonly number[],
    from: Volume,
  ): Value => {
    const volume = writer.reshape(writer.transpose(images, 1, 0, 2, 3), 1, 1, -1, from.height, from.width);
    const values = writer.emit('Conv', [volume, weights], {
      kernel_shape: [1, from.window, from.window],
      strides: [1, tile, tile],
      pads: [0, top!, left!, 0, bottom!, right!],
    });
    return writer.reshape(values, size, from.channels, -1);
  };
  const u = writer.reshape(writer.emit('Gemm', [toSize, writer.reshape(kernel, 9, -1)]), size, channels, filters);
  const fromInput = writer.tensor(`winograd/input${tile}`, [size, 1, 1, side, side], matrices.input);
  const v = toTiles(x, fromInput, window.pads, { channels, height: inHeight, width: inWidth, window: side });
  const products = writer.emit('MatMul', [writer.transpose(u, 0, 2, 1), v]);
  const pixels = writer.emit('Gemm', [toPixels, writer.reshape(products, size, -1)]);
  const images = joinTiles(context, tile, pixels);
  return {
    output: bias === undefined ? images : writer.emit('Add', [images, writer.reshape(bias, filters, 1, 1)]),
    back: (d) => {
      const spread = writer.tensor(
        `winograd/spread${tile}`,
        [size, 1, 1, tile, tile],
        transposed(matrices.output, tile * tile),
      );
      const rest = [0, 0, tall - height, wide - width];
      const dProducts = toTiles(d, spread, rest, { channels: filters, height, width, window: tile });
      return {
        input: () => {
          const values = writer.emit('MatMul', [u, dProducts]);
          const byChannel = writer.transpose(writer.reshape(values, size, channels, -1, down * across), 2, 1, 0, 3);
          const gathers = writer.tensor(`winograd/gathers${tile}`, [size, 1, side, side], matrices.input);
          const tiles = writer.reshape(byChannel, -1, size, down, across);
          const gradient = writer.emit('ConvTranspose', [tiles, gathers], window);
          return writer.reshape(gradient, -1, channels, inHeight, inWidth);
        },
        kernel: () => {
          const du = writer.emit('MatMul', [v, writer.transpose(dProducts, 0, 2, 1)]);
          const taps = writer.emit('Gemm', [toSize, writer.reshape(du, size, -1)], { transA: 1 });
          return writer.reshape(taps, 3, 3, channels, filters);
        },
      };
    },
  };
}

/** Images that are taken apart into tiles. */
interface Volume {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** Side of what a tile reads. */
  readonly window: number;
}

/**
 * Puts the pixels of tiles, `[tile, tile, filters · batch, tiles]`, where they belong in `[batch, filters, height, width]`. Rows are put
 * together by a product with a matrix of zeros and ones, a piece of a row at a time: exact for finite values, and an eighth of the time of
 * a transposition of single pixels.
 */
function joinTiles({ writer, filters, height, width }: ConvolutionContext, tile: number, pixels: Value): Value {
  const [down, across] = [Math.ceil(height / tile), Math.ceil(width / tile)];
  const isWhole = across * tile === width;
  const piece = isWhole ? largestDivisor(across, 16) : across;
  const columns = isWhole ? piece * tile : width;
  const apart = writer.reshape(pixels, tile, tile, filters, -1, down, across / piece, piece);
  const rows = writer.reshape(writer.transpose(apart, 3, 2, 4, 0, 5, 1, 6), -1, tile * piece);
  const order = new Float32Array(tile * piece * columns);
  for (let column = 0; column < columns; column++) {
    order[((column % tile) * piece + Math.floor(column / tile)) * columns + column] = 1;
  }
  const places = writer.tensor(`winograd/places${tile}_${columns}`, [tile * piece, columns], order);
  const joined = writer.reshape(writer.emit('MatMul', [rows, places]), -1, filters, down * tile, width);
  if (down * tile === height) return joined;
  return writer.emit('Slice', [joined, writer.integers(0), writer.integers(height), writer.integers(2)]);
}

function largestDivisor(n: number, most: number): number {
  let divisor = Math.min(n, most);
  while (n % divisor !== 0) divisor--;
  return divisor;
}

function transposed(matrix: Float32Array, rows: number): Float32Array {
  const columns = matrix.length / rows;
  return matrix.map((_, i) => matrix[(i % rows) * columns + Math.floor(i / rows)]!);
}
