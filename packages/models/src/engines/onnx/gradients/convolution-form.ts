import type { ConvolutionContext, WrittenConvolution } from './convolution-context.ts';
import { directConvolution } from './direct-convolution.ts';
import { gatheredConvolution } from './gathered-convolution.ts';
import { winogradConvolution } from './winograd-convolution.ts';

/** One of the ways to write a convolution. */
export type ConvolutionForm = 'direct' | 'gathered' | 'winograd2' | 'winograd4';

/** The ways to write a convolution. */
export const convolutionForms: Readonly<Record<ConvolutionForm, (context: ConvolutionContext) => WrittenConvolution>> =
  {
    direct: directConvolution,
    gathered: gatheredConvolution,
    winograd2: (context) => winogradConvolution(context, 2),
    winograd4: (context) => winogradConvolution(context, 4),
  };

/** What the choice of a form depends on. */
export type ConvolutionSize = Pick<
  ConvolutionContext,
  'size' | 'strides' | 'channels' | 'filters' | 'height' | 'width'
>;

/** Up to so many pixels of an output one product over the whole batch is faster than a convolution image by image. */
const FEW_PIXELS = 64;
/** With fewer channels than this the transforms of pixels take longer than the multiplications that they save. */
const MANY_CHANNELS = 64;
/** With fewer pixels in a batch than this the kernel's transforms and its reading do: it grows from 9 values to 16, or to 36. */
const BATCH_PIXELS = { 2: 128, 4: 512 } as const;
/** Tiles of 4 take 2.25 multiplications for a pixel and tiles of 2 take 4, if they do not stand out over the image too far. */
const MOST_COVERED = { 2: 1.5, 4: 1.25 } as const;

/** The form that is faster where every device computes convolutions as it can. */
export function plainForm({ height, width }: ConvolutionSize): ConvolutionForm {
  return height * width <= FEW_PIXELS ? 'gathered' : 'direct';
}

/** The form that is faster on a CPU for so many images at a time, about. */
export function cpuForm(of: ConvolutionSize, batchSize: number): ConvolutionForm {
  const { size, strides, channels, filters, height, width } = of;
  const pixels = height * width;
  const isFor = (tile: 2 | 4): boolean => {
    const covered = Math.ceil(height / tile) * Math.ceil(width / tile) * tile ** 2;
    return batchSize * pixels >= BATCH_PIXELS[tile] && covered <= MOST_COVERED[tile] * pixels;
  };
  if (size !== 3 || strides !== 1 || Math.min(channels, filters) < MANY_CHANNELS) return plainForm(of);
  if (pixels > FEW_PIXELS && isFor(4)) return 'winograd4';
  return isFor(2) ? 'winograd2' : plainForm(of);
}
