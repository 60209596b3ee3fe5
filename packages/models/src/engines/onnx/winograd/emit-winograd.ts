import type { Conv2dLayer } from '../../../graph/graph.ts';
import type { WeightTensor } from '../../../weights/weight-map.ts';
import type { LayerContext } from '../layer-context.ts';
import { winogradMatrices } from './winograd-matrices.ts';

/** Side of a tile of the output. */
const TILE = 4;

/**
 * Whether a convolution is faster by Winograd's way on the CPU: as many channels as pay for the transforms, and as many tiles at a time as
 * pay for kernels that are four times as large (docs/decisions/0184).
 */
export function isForWinograd(
  { kernelSize, strides }: Conv2dLayer,
  { cpu, inputShape, weights }: LayerContext,
  border: number,
): boolean {
  const [height, width] = inputShape as [number, number];
  const [, , channels, filters] = weights[0]!.shape as [number, number, number, number];
  const tiles = (cpu?.batchSize ?? 0) * Math.ceil(height / TILE) * Math.ceil(width / TILE);
  return kernelSize === 3 && strides === 1 && border === 1 && Math.min(channels, filters) >= 256 && tiles >= 64;
}

/**
 * Writes a convolution of 3 × 3 with a border of one pixel as {@link winogradMatrices} has it, channels first, without its bias, and
 * returns the name of its output.
 *
 * In between, pixels are rows and the channels of all images columns, so that the transforms of all tiles are one product and pixels move by
 * whole rows. The kernel is transformed by operations on constants, which the runtime computes once, when it loads.
 */
export function emitWinograd(name: string, kernel: WeightTensor, context: LayerContext, out: string): string {
  const { from, emit, constant, integers, inputShape } = context;
  const [height, width] = inputShape as [number, number];
  const [, , channels, filters] = kernel.shape as [number, number, number, number];
  const { size, ...matrices } = winogradMatrices(TILE);
  const side = TILE + 2;
  const pixels = height * width;
  const across = Math.ceil(width / TILE);
  const tiles = Math.ceil(height / TILE) * across;

  let made = 0;
  const step = (operation: string, inputs: readonly string[], attributes?: Parameters<typeof emit>[3]): string =>
    emit(operation, inputs, `${name}:winograd${made++}`, attributes);
  const list = (values: readonly number[]): string => integers(`${name}/list${made++}`, values);
  const reshape = (value: string, shape: readonly number[]): string => step('Reshape', [value, list(shape)]);
  const turn = (value: string): string => step('Transpose', [value], { perm: [1, 0] });
  const pick = (value: string, rows: number, source: (row: number) => number): string =>
    step('Gather', [value, list(Array.from({ length: rows }, (_, row) => source(row)))], { axis: 0 });
  const transform = (matrix: 'kernel' | 'input' | 'output', columns: number, value: string): string => {
    const rows = matrices[matrix].length / columns;
    return step('MatMul', [constant(`${name}/${matrix}`, [rows, columns], matrices[matrix]), value]);
  };

  const taps = constant(`${name}/taps`, [9, channels * filters], kernel.data);
  const kernels = reshape(transform('kernel', 9, taps), [size, channels, filters]);

  // The row behind the last pixel is zero: all that lies outside of the image.
  const rows = step('Pad', [turn(reshape(from[0]!, [-1, pixels])), list([0, 0, 1, 0])]);
  const tiled = pick(rows, size * tiles, (row) => {
    const [place, tile] = [Math.floor(row / tiles), row % tiles];
    const y = Math.floor(tile / across) * TILE + Math.floor(place / side) - 1;
    const x = (tile % across) * TILE + (place % side) - 1;
    return y >= 0 && y < height && x >= 0 && x < width ? y * width + x : pixels;
  });
  const values = reshape(transform('input', size, reshape(tiled, [size, -1])), [size, -1, channels]);
  const products = reshape(step('MatMul', [values, kernels]), [size, -1]);
  const outputs = reshape(transform('output', size, products), [TILE * TILE * tiles, -1]);
  const ordered = pick(outputs, pixels, (row) => {
    const [y, x] = [Math.floor(row / width), row % width];
    const place = (y % TILE) * TILE + (x % TILE);
    return place * tiles + Math.floor(y / TILE) * across + Math.floor(x / TILE);
  });
  // A layout is kept from convolution to convolution where the runtime knows that their batches are one size.
  context.cpu!.declare(out, [filters, height, width]);
  return emit('Reshape', [turn(ordered), list([-1, filters, height, width])], out);
}
