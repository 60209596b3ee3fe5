import type * as tf from '@tensorflow/tfjs';
import type { Backbone } from '../families/describe-backbone.ts';

/** Plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Which backbone a head stands on; its weights are identified, not contained. */
export interface BackboneReference {
  /** Name for `describeBackbone`. */
  readonly name: string;
  /** `[height, width, channels]` of an image. */
  readonly inputShape: readonly number[];
  /** Length of one embedding. */
  readonly outputDim: number;
  /** `backboneFingerprint`: layers, input shape and weights, 64 hexadecimal digits. */
  readonly fingerprint: string;
}

/** Words for the model card, all optional; what is missing is left out of it. */
export interface ModelCard {
  /** Title of the card. @default 'Speech emotion classifier' */
  readonly title?: string;
  /** What the model does and for whom, in Markdown. */
  readonly description?: string;
  /** SPDX identifier of the license of the weights. */
  readonly license?: string;
  /** Names of the data sets it was trained on. */
  readonly datasets?: readonly string[];
  /** Figures by name: `accuracy`, `macro_f1`. */
  readonly metrics?: Readonly<Record<string, number>>;
  /** How the figures were obtained: which part of the data, which split. */
  readonly evaluation?: string;
  /** What it must not be used for, and where it fails, in Markdown. */
  readonly limitations?: string;
}

/** What `saveClassifier` saves. */
export interface ClassifierToSave {
  /** The trained model: a head on the embeddings of `backbone`, or, without one, a whole model on images. */
  readonly head: tf.LayersModel;
  /** The backbone that makes the embeddings: as described by `describeBackbone`, or as known from another classifier. */
  readonly backbone?: Backbone | BackboneReference | null;
  /**
   * The backbone that made the embeddings the head was trained on; `backbone` is refused where it is another one.
   * @default nothing is known of it, and the sizes alone must fit
   */
  readonly trainedOn?: Pick<BackboneReference, 'fingerprint'> | null;
  /** Name of each class, in the order of the model's output. */
  readonly labels: readonly string[];
  /** Settings that turn a recording into the model's input, as plain JSON; they are given back as they are. */
  readonly preprocessing: Readonly<Record<string, Json>>;
  /** Words for the model card. */
  readonly card?: ModelCard;
}

/** What `loadClassifier` gives; dispose of `head` when it is no longer needed. */
export interface Classifier {
  /** The trained model: a head on embeddings, or, where `backbone` is null, a whole model on images. */
  readonly head: tf.LayersModel;
  /** The backbone that makes the embeddings. */
  readonly backbone: BackboneReference | null;
  /** Name of each class, in the order of the model's output. */
  readonly labels: readonly string[];
  /** Settings that turn a recording into the model's input. */
  readonly preprocessing: Readonly<Record<string, Json>>;
  /** Words of the model card. */
  readonly card: ModelCard;
  /** Package and version that saved it: `@ser/models 0.1.0`. */
  readonly savedBy: string;
}

/** The files of a saved classifier, by name: `classifier.json`, `model.json`, `weights.bin`, `README.md`. */
export type ClassifierFiles = ReadonlyMap<string, Uint8Array>;
