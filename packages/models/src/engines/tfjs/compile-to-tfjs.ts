import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import type { Graph, Layer } from '../../graph/graph.ts';
import { fitWeights } from '../../weights/fit-weights.ts';
import type { WeightMap } from '../../weights/weight-map.ts';
import { FrozenBatchNormalization } from './frozen-batch-normalization.ts';

/**
 * Builds a graph as a `tf.LayersModel` on the current back end and gives it its weights.
 *
 * BatchNorm is compiled to {@link FrozenBatchNormalization}. The model has one output for each of `graph.outputs`.
 *
 * @returns A model from `[batch, height, width, channels]`; dispose of it with `model.dispose()`.
 * @throws ModelsError `invalid-weights` when the weights do not fit; `invalid-graph` for a layer of a head.
 */
export function compileToTfjs(graph: Graph, weights: WeightMap): tf.LayersModel {
  const fitted = fitWeights(graph, weights);
  tf.serialization.registerClass(FrozenBatchNormalization);
  const tensors = new Map<string, tf.SymbolicTensor>();
  let input: tf.SymbolicTensor | undefined;
  for (const layer of graph.layers) {
    if (layer.type === 'input') {
      input = tf.input({ shape: [...layer.shape], name: layer.name });
      tensors.set(layer.name, input);
      continue;
    }
    const built = buildLayer(layer);
    const inputs = layer.inputs.map((name) => tensors.get(name)!);
    tensors.set(layer.name, built.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor);
    const own = fitted.get(layer.name);
    if (own) {
      tf.tidy(() => built.setWeights(own.map(({ data, shape }) => tf.tensor(data, [...shape], 'float32'))));
    }
  }
  const outputs = graph.outputs.map((name) => tensors.get(name)!);
  return tf.model({ inputs: input!, outputs: outputs.length === 1 ? outputs[0]! : outputs, name: graph.name });
}

function buildLayer(layer: Exclude<Layer, { type: 'input' }>): tf.layers.Layer {
  const { name } = layer;
  switch (layer.type) {
    case 'zeroPadding2d':
      return tf.layers.zeroPadding2d({ name, padding: layer.padding });
    case 'conv2d': {
      const { filters, kernelSize, strides, padding, useBias, activation } = layer;
      // The values are set right after: drawing millions of random numbers first would be for nothing.
      const initial = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
      return tf.layers.conv2d({ name, filters, kernelSize, strides, padding, useBias, activation, ...initial });
    }
    case 'batchNormalization':
      return new FrozenBatchNormalization({ name, epsilon: layer.epsilon });
    case 'activation':
      return tf.layers.activation({ name, activation: layer.activation });
    case 'maxPooling2d':
      return tf.layers.maxPooling2d({ name, poolSize: layer.poolSize, strides: layer.strides });
    case 'averagePooling2d':
      return tf.layers.averagePooling2d({ name, poolSize: layer.poolSize, strides: layer.strides });
    case 'add':
      return tf.layers.add({ name });
    case 'globalPooling2d':
      return layer.mode === 'avg' ? tf.layers.globalAveragePooling2d({ name }) : tf.layers.globalMaxPooling2d({ name });
    default:
      throw new ModelsError(
        'invalid-graph',
        `Layer "${name}" (${layer.type}) belongs to a head; build heads with createHead.`,
      );
  }
}
