import { ModelsError } from '../errors.ts';
import type { Graph, Layer } from './graph.ts';

/**
 * The output shape of every layer, without the batch axis, by layer name.
 *
 * @throws ModelsError `invalid-graph` when a layer reads an unknown or later layer, shapes do not fit or an axis vanishes.
 */
export function inferShapes(graph: Graph): Map<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  for (const layer of graph.layers) {
    const inputs = layer.inputs.map((name) => {
      const shape = shapes.get(name);
      if (!shape) {
        throw new ModelsError(
          'invalid-graph',
          `Layer "${layer.name}" reads "${name}", which must stand before it in the graph and does not.`,
        );
      }
      return shape;
    });
    if (shapes.has(layer.name)) {
      throw new ModelsError('invalid-graph', `Layer names must be unique; "${layer.name}" occurs twice.`);
    }
    const shape = outputShape(layer, inputs);
    // What operations give is not inferred: it is stated where it leaves the model, and may depend on the length.
    if (!isFree(layer) && shape.some((n) => !(Number.isInteger(n) && n > 0))) {
      throw new ModelsError(
        'invalid-graph',
        `Layer "${layer.name}" would give the shape [${shape}]; every axis must be 1 or more. Use a larger input.`,
      );
    }
    shapes.set(layer.name, shape);
  }
  return shapes;
}

function isFree(layer: Layer): boolean {
  return layer.type === 'operation' || layer.type === 'input' || layer.type === 'constant';
}

function outputShape(layer: Layer, inputs: readonly (readonly number[])[]): readonly number[] {
  if (layer.type === 'input' || layer.type === 'weight' || layer.type === 'constant') return layer.shape;
  if (layer.type === 'operation') return layer.shape ?? [];
  const [first, second] = inputs;
  if (!first) throw new ModelsError('invalid-graph', `Layer "${layer.name}" (${layer.type}) reads no other layer.`);
  switch (layer.type) {
    case 'zeroPadding2d':
      return image(layer, first, (n) => n + 2 * layer.padding);
    case 'conv2d': {
      const window = layer.padding === 'same' ? 1 : layer.kernelSize;
      const [h, w] = image(layer, first, (n) => Math.floor((n - window) / layer.strides) + 1);
      return [h!, w!, layer.filters];
    }
    case 'maxPooling2d':
    case 'averagePooling2d':
      return image(layer, first, (n) => Math.floor((n - layer.poolSize) / layer.strides) + 1);
    case 'globalPooling2d':
      return [image(layer, first, (n) => n)[2]!];
    case 'layerWeights':
      return [first[0]! / layer.layers];
    case 'dense':
      return [...first.slice(0, -1), layer.units];
    case 'add':
      if (!second || String(first) !== String(second)) {
        throw new ModelsError(
          'invalid-graph',
          `Layer "${layer.name}" adds [${first}] and [${second}]; both must have one shape.`,
        );
      }
      return first;
    default:
      return first;
  }
}

/** Applies `side` to height and width and keeps the channels. */
function image(layer: Layer, shape: readonly number[], side: (n: number) => number): number[] {
  if (shape.length !== 3) {
    throw new ModelsError(
      'invalid-graph',
      `Layer "${layer.name}" (${layer.type}) takes [height, width, channels]; it is given [${shape}].`,
    );
  }
  return [side(shape[0]!), side(shape[1]!), shape[2]!];
}
