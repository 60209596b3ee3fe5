import { type Backbone, type Graph, initializeWeights } from '@ser/models';

/** A network of the family of VGG, small enough for milliseconds: two blocks of a convolution each, then the mean. */
export function tinyBackbone(inputShape: readonly [number, number, number] = [32, 32, 3]): Backbone {
  const conv = {
    type: 'conv2d',
    kernelSize: 3,
    strides: 1,
    padding: 'same',
    useBias: true,
    activation: 'relu',
  } as const;
  const pool = { type: 'maxPooling2d', poolSize: 2, strides: 2 } as const;
  const graph: Graph = {
    name: 'tiny',
    layers: [
      { type: 'input', name: 'input_layer', inputs: [], shape: inputShape },
      { ...conv, name: 'block1_conv1', inputs: ['input_layer'], filters: 4 },
      { ...pool, name: 'block1_pool', inputs: ['block1_conv1'] },
      { type: 'batchNormalization', name: 'block1_bn', inputs: ['block1_pool'], epsilon: 1e-3 },
      { ...conv, name: 'block2_conv1', inputs: ['block1_bn'], filters: 8 },
      { type: 'batchNormalization', name: 'block2_bn', inputs: ['block2_conv1'], epsilon: 1e-3 },
      { type: 'globalPooling2d', name: 'avg_pool', inputs: ['block2_bn'], mode: 'avg' },
    ],
    outputs: ['avg_pool'],
  };
  const weights = initializeWeights(graph, { seed: 3 });
  return { name: 'vgg16', input: 'image', graph, weights, inputShape, outputShape: [8], outputDim: 8, taps: [] };
}
