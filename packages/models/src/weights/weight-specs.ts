import type { Graph, Layer } from '../graph/graph.ts';
import { inferShapes } from '../graph/infer-shapes.ts';

/** Name and shape of a weight tensor that a layer needs. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  /** Whether Keras counts it among the trainable weights; moving statistics are not. */
  readonly trainable: boolean;
}

/** The weight tensors that each layer of a graph needs, in Keras' order; layers without weights have no entry. */
export function weightSpecs(graph: Graph): Map<string, readonly WeightSpec[]> {
  const shapes = inferShapes(graph);
  const specs = new Map<string, readonly WeightSpec[]>();
  for (const layer of graph.layers) {
    const input = layer.inputs[0] === undefined ? [] : shapes.get(layer.inputs[0])!;
    const own = layerSpecs(layer, input[input.length - 1]!);
    if (own.length > 0) specs.set(layer.name, own);
  }
  return specs;
}

function layerSpecs(layer: Layer, channels: number): WeightSpec[] {
  const trained = (name: string, shape: number[]): WeightSpec => ({ name, shape, trainable: true });
  const fixed = (name: string): WeightSpec => ({ name, shape: [channels], trainable: false });
  switch (layer.type) {
    case 'conv2d': {
      const kernel = trained('kernel', [layer.kernelSize, layer.kernelSize, channels, layer.filters]);
      return layer.useBias ? [kernel, trained('bias', [layer.filters])] : [kernel];
    }
    case 'dense': {
      const kernel = trained('kernel', [channels, layer.units]);
      return layer.useBias ? [kernel, trained('bias', [layer.units])] : [kernel];
    }
    case 'batchNormalization':
      return [
        trained('gamma', [channels]),
        trained('beta', [channels]),
        fixed('moving_mean'),
        fixed('moving_variance'),
      ];
    case 'layerWeights':
      return [trained('scores', [layer.layers])];
    case 'weight':
      return [trained('value', [...layer.shape])];
    case 'normalization':
      return [fixed('mean'), fixed('variance')];
    default:
      return [];
  }
}

/** Number of values in a tensor of this shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/** Number of weights of a graph, as Keras' `model.summary()` counts them. */
export interface ParameterCount {
  readonly total: number;
  readonly trainable: number;
  readonly nonTrainable: number;
}

/** Counts the weights of a graph, moving statistics of BatchNorm as not trainable. */
export function countParameters(graph: Graph): ParameterCount {
  let trainable = 0;
  let nonTrainable = 0;
  for (const specs of weightSpecs(graph).values()) {
    for (const spec of specs) {
      if (spec.trainable) trainable += sizeOf(spec.shape);
      else nonTrainable += sizeOf(spec.shape);
    }
  }
  return { total: trainable + nonTrainable, trainable, nonTrainable };
}
