import * as tf from '@tensorflow/tfjs';
import { FrozenBatchNormalization } from '../engines/tfjs/frozen-batch-normalization.ts';
import { LayerWeights } from './layer-weights.ts';
import { NormalizationLayer } from './normalization-layer.ts';
import { SeededDropout } from './seeded-dropout.ts';

/**
 * Makes the layers of this package known to `tf.loadLayersModel`, so that a saved model that contains them can be read.
 *
 * `createHead`, `createClassifier` and `loadClassifier` call it; call it yourself before `tf.loadLayersModel`. Calling it
 * again does nothing new.
 */
export function registerLayers(): void {
  tf.serialization.registerClass(FrozenBatchNormalization);
  tf.serialization.registerClass(LayerWeights);
  tf.serialization.registerClass(NormalizationLayer);
  tf.serialization.registerClass(SeededDropout);
}
