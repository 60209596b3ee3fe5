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

/** The form that is faster where every device computes convolutions as it can. */
export function plainForm({ height, width }: ConvolutionSize): ConvolutionForm {
  return height * width <= FEW_PIXELS ? 'gathered' : 'direct';
}

/** The form that is faster on a CPU. */
export function cpuForm(of: ConvolutionSize): ConvolutionForm {
  const { size, strides, channels, filters, height, width } = of;
  if (size !== 3 || strides !== 1 || Math.min(channels, filters) < MANY_CHANNELS) return plainForm(of);
  const covered = (tile: number) => Math.ceil(height / tile) * Math.ceil(width / tile) * tile * tile;
  return height * width > FEW_PIXELS && covered(4) <= 1.15 * height * width ? 'winograd4' : 'winograd2';
}
