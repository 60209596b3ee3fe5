import * as tf from '@tensorflow/tfjs';
import { compileToTfjs } from '../src/engines/tfjs/compile-to-tfjs.ts';
import { resnetV2Graph } from '../src/families/resnet-v2/resnet-v2-graph.ts';
import { vggGraph } from '../src/families/vgg/vgg-graph.ts';
import { ModelRunner } from '../src/training/model-runner.ts';
import { initializeWeights } from '../src/weights/initialize-weights.ts';
import { pooled } from './small.ts';

/** Shape of the images of these networks. */
export const smallInputShape = [32, 32, 3] as const;

const inputShape = smallInputShape;

/** Networks of the families of the real ones, with few filters. */
export const smallNetworks = {
  vgg: () => vggGraph({ name: 'vgg', inputShape, filters: [8, 8, 16, 16, 32], convolutions: [1, 1, 2, 2, 2] }),
  resnet: () => resnetV2Graph({ name: 'resnet', inputShape, stemFilters: 16, filters: [8, 16], blocks: [2, 2] }),
};

/** Compiles one of them, pooled, with weights of seed 3. */
export function buildSmall(name: keyof typeof smallNetworks): tf.LayersModel {
  const graph = pooled(smallNetworks[name]());
  return compileToTfjs(graph, initializeWeights(graph, { seed: 3 }));
}

/** The gradients that a training step would take for every trainable weight, of a loss that all of them reach. */
export function gradientsOf(model: tf.LayersModel, images: Float32Array): Float32Array[] {
  const runner = new ModelRunner(model);
  return tf.tidy(() => {
    const boundary = runner.runFrozen(tf.tensor(images, [images.length / (32 * 32 * 3), ...inputShape]));
    const { grads } = tf.variableGrads(
      () => tf.mean(tf.square(tf.logSoftmax(runner.runLive(boundary, { training: false })))) as tf.Scalar,
      runner.variables,
    );
    return runner.variables.map((variable) => grads[variable.name]!.dataSync<'float32'>().slice());
  });
}
