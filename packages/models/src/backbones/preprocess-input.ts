import { copyRowMajor, type ImageLike } from '../embeddings/image.ts';
import { ModelsError } from '../errors.ts';
import { type BackboneName, backboneNames } from './backbone-graph.ts';

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
  readonly onWarning?: (warning: InputRangeWarning) => void;
}

/** An image in memory of its own, row-major. */
export interface PreprocessedImage {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** Means of the ImageNet training images in the order blue, green, red, on the scale 0 … 255. */
const imagenetMeans = [103.939, 116.779, 123.68] as const;

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
  if (!backboneNames.includes(name)) {
    throw new ModelsError(
      'invalid-option',
      `Unknown backbone ${JSON.stringify(name)}; known are ${backboneNames.join(', ')}.`,
    );
  }
  const one = (image: ImageLike): PreprocessedImage => preprocessOne(name.startsWith('vgg'), image, options);
  return 'shape' in images ? one(images) : images.map(one);
}

function preprocessOne(isVgg: boolean, image: ImageLike, { onWarning }: PreprocessInputOptions): PreprocessedImage {
  const { shape } = image;
  if ((shape.length !== 3 && shape.length !== 4) || (isVgg && shape[shape.length - 1] !== 3)) {
    throw new ModelsError(
      'invalid-input',
      `preprocessInput takes [height, width, channels] or [n, height, width, channels]${isVgg ? ', for VGG with 3 channels' : ''}; ` +
        `received [${shape.join(', ')}]. Repeat a gray image three times.`,
    );
  }
  const data = new Float32Array(shape.reduce((product, n) => product * n, 1));
  copyRowMajor(image, data);
  const warning = onWarning && checkRange(data);
  if (warning) onWarning(warning);
  if (!isVgg) {
    for (let i = 0; i < data.length; i++) data[i] = data[i]! / 127.5 - 1;
    return { data, shape: [...shape] };
  }
  const [blue, green, red] = imagenetMeans;
  for (let i = 0; i < data.length; i += 3) {
    const first = data[i]!;
    data[i] = data[i + 2]! - blue;
    data[i + 1] = data[i + 1]! - green;
    data[i + 2] = first - red;
  }
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
