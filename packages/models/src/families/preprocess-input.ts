import { copyRowMajor, type ImageLike } from '../embeddings/image.ts';
import { ModelsError } from '../errors.ts';
import { type BackboneName, familyOf } from './image-families.ts';
import type { ImageFamily } from './image-family.ts';

/** A sign that an image was already scaled, or never was in 0 … 255. */
export interface InputRangeWarning {
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** Smallest value of the image. */
  readonly min: number;
  /** Largest value of the image. */
  readonly max: number;
}

/** Settings of {@link preprocessInput}. */
export interface PreprocessInputOptions {
  /**
   * Called once for each image, or stack of them, whose values look wrong; nothing is printed.
   * @default nobody is told
   */
  readonly onWarning?: ((warning: InputRangeWarning) => void) | undefined;
}

/** An image in memory of its own, row-major. */
export interface PreprocessedImage {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/**
 * Scales RGB images of 0 … 255 to what the ImageNet weights of a backbone expect, never in place.
 *
 * VGG: blue, green, red minus their ImageNet means, without scaling. ResNet V2: `x / 127.5 - 1`. As Keras 3
 * `keras.applications.vgg16.preprocess_input` (and `vgg19`) and `resnet_v2.preprocess_input`. Random weights need none.
 *
 * @param images - An image `[height, width, channels]`, a stack of them `[n, height, width, channels]`, or an array of
 * either; values 0 … 255; 3 channels for VGG.
 * @returns The same arrangement with new data.
 * @throws ModelsError `invalid-option` for an unknown backbone; `invalid-input` for another number of axes or channels.
 */
export function preprocessInput(
  name: BackboneName,
  images: ImageLike,
  options?: PreprocessInputOptions,
): PreprocessedImage;
export function preprocessInput(
  name: BackboneName,
  images: readonly ImageLike[],
  options?: PreprocessInputOptions,
): PreprocessedImage[];
export function preprocessInput(
  name: BackboneName,
  images: ImageLike | readonly ImageLike[],
  options: PreprocessInputOptions = {},
): PreprocessedImage | PreprocessedImage[] {
  const family = familyOf(name);
  const one = (image: ImageLike): PreprocessedImage => preprocessIn(family, image, options);
  return 'shape' in images ? one(images) : images.map(one);
}

/** {@link preprocessInput} for one image of a network of any family. */
export function preprocessIn(
  { preprocess, preprocessedChannels }: ImageFamily,
  image: ImageLike,
  { onWarning }: PreprocessInputOptions = {},
): PreprocessedImage {
  const { shape } = image;
  if ((shape.length !== 3 && shape.length !== 4) || !preprocessedChannels.includes(shape[shape.length - 1]!)) {
    throw new ModelsError(
      'invalid-input',
      `preprocessInput takes [height, width, channels] or [n, height, width, channels], here with ${preprocessedChannels.join(' or ')} channels; ` +
        `received [${shape.join(', ')}]. Repeat a gray image three times.`,
    );
  }
  const data = new Float32Array(shape.reduce((product, n) => product * n, 1));
  copyRowMajor(image, data);
  const warning = onWarning && checkRange(data);
  if (warning) onWarning(warning);
  preprocess(data);
  return { data, shape: [...shape] };
}

function checkRange(data: Float32Array): InputRangeWarning | undefined {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const range = `values from ${min} to ${max} where 0 to 255 is expected`;
  if (min < 0) return { message: `${range}: negative values, was the image preprocessed already?`, min, max };
  if (max > 255) return { message: `${range}: scale the image down first`, min, max };
  // An all-black image is not suspicious.
  if (max > 0 && max <= 1) return { message: `${range}: multiply an image of 0 to 1 by 255 first`, min, max };
  return undefined;
}
