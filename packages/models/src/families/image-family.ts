import type { Graph } from '../graph/graph.ts';

/** A weight file that its authors published. */
export interface WeightFile {
  /** File name, as in Keras' own cache. */
  readonly name: string;
  readonly url: string;
  /** MD5 of the file, 32 hexadecimal digits. */
  readonly md5: string;
  /** Length in bytes, where it is known: no more is taken. */
  readonly bytes?: number;
}

/** One network of an image family. */
export interface ImageNetwork {
  /** The official ImageNet weights, without classifier. */
  readonly weightFile: WeightFile;
  /** The layers up to the last feature map, for images `[height, width, channels]`; names and order as in Keras. */
  graph(inputShape: readonly number[]): Graph;
}

/**
 * Networks that take images and are built alike: one row of {@link imageFamilies}. A new family is a folder with this
 * object in it, and its name in that list.
 */
export interface ImageFamily<Name extends string = string> {
  readonly family: string;
  readonly input: 'image';
  /** The networks by the names of `keras.applications` in lower case. */
  readonly networks: Readonly<Record<Name, ImageNetwork>>;
  /** Keras' name for the layer that pools the last feature map. */
  readonly poolingLayer: Readonly<Record<'avg' | 'max', string>>;
  /** Numbers of channels that preprocessing takes; the networks themselves take 1 or 3. */
  readonly preprocessedChannels: readonly number[];
  /** Scales row-major images of 0 … 255 to what the ImageNet weights expect, in place. */
  preprocess(data: Float32Array): void;
  /** Name of the block that a layer belongs to, by which `freezeLayers` thaws: `block5`; undefined for a layer of none. */
  blockOf(layer: string): string | undefined;
  /** What follows the last but one reduction of the image: what fine-tuning thaws first. */
  readonly lastBlock: string;
}
