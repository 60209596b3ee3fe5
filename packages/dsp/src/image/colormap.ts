import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import type { StridedArray } from '../strided-array.ts';
import { colormapTables } from './colormap-tables.ts';
import { type Image, type ToImageOptions, toImage } from './to-image.ts';

/** A color map by its matplotlib name. All but `gray` are perceptually uniform. */
export type ColormapName = 'magma' | 'inferno' | 'plasma' | 'viridis' | 'gray';

/** Options of {@link colormap}: those of {@link toImage}, and the map. */
export interface ColormapOptions extends ToImageOptions {
  /**
   * Name of the color map.
   * @default 'magma'
   */
  readonly name?: ColormapName | undefined;
}

const names: OptionNames<ColormapOptions> = {
  name: true,
  height: true,
  width: true,
  scaling: true,
  antialias: true,
  origin: true,
};

/**
 * Draws a matrix in color: scaled to [0, 1] and resized as by {@link toImage}, then looked up in a table of 256 colors.
 *
 * Source: the 8-bit colors of matplotlib's color maps, `colormaps[name](values, bytes=True)`.
 *
 * @param matrix `[bands, frames]`.
 * @returns `[height, width, 3]`, float32, multiples of 1/255.
 * @throws {DspError} `invalid-option` for an unknown name; as {@link toImage}.
 */
export function colormap(matrix: StridedArray, options: ColormapOptions = {}): Image {
  checkCall('colormap', 'matrix', matrix, options, names);
  const { name = 'magma', ...imageOptions } = options;
  const colors = colorsOf(name);
  const image = toImage(matrix, imageOptions);
  const pixels = image.data;
  for (let i = 0; i < pixels.length; i += 3) {
    const color = 3 * Math.min(255, Math.floor(pixels[i]! * 256));
    for (let channel = 0; channel < 3; channel++) pixels[i + channel] = colors[color + channel]! / 255;
  }
  return image;
}

function colorsOf(name: ColormapName): Uint8Array {
  // In matplotlib's order, which rounds 28 of the grays below their number.
  if (name === 'gray') return Uint8Array.from({ length: 768 }, (_, i) => Math.floor(i / 3) * (1 / 255) * 255);
  const table = Object.hasOwn(colormapTables, name) ? colormapTables[name] : undefined;
  if (table !== undefined) return Uint8Array.from(atob(table), (character) => character.charCodeAt(0));
  const names = [...Object.keys(colormapTables), 'gray'].join(', ');
  throw new DspError('invalid-option', `name must be one of ${names}. Received ${JSON.stringify(name)}.`);
}
