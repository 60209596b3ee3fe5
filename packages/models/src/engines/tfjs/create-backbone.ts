import type * as tf from '@tensorflow/tfjs';
import { type BackboneOptions, describeBackbone } from '../../families/describe-backbone.ts';
import type { BackboneName } from '../../families/image-families.ts';
import { compileToTfjs } from './compile-to-tfjs.ts';

/**
 * Builds a backbone as a `tf.LayersModel` on the current TensorFlow.js back end:
 * `keras.applications.VGG16(include_top=False, pooling='avg')` and its like.
 *
 * @returns A model from `[batch, height, width, channels]` to the features, followed by one output for each tap.
 * @throws ModelsError `invalid-option`, `invalid-graph` or `invalid-weights` as `describeBackbone`.
 */
export function createBackbone(name: BackboneName, options: BackboneOptions = {}): tf.LayersModel {
  const { graph, weights } = describeBackbone(name, options);
  return compileToTfjs(graph, weights);
}
