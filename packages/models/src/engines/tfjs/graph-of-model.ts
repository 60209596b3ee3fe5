import type * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../../errors.ts';
import type { Graph, Layer } from '../../graph/graph.ts';
import type { WeightMap, WeightTensor } from '../../weights/weight-map.ts';
import { weightSpecs } from '../../weights/weight-specs.ts';
import { describeLayer } from './describe-layer.ts';

/** A model as data. */
export interface DescribedModel {
  readonly graph: Graph;
  readonly weights: WeightMap;
}

/**
 * Reads a `tf.LayersModel` back into a graph with weights: the inverse of `compileToTfjs`, heads included.
 *
 * @throws ModelsError `unsupported-layer`, naming the layer, for one that this package does not build, for one that is
 * used twice, and for a model inside the model; `invalid-input` for a model with several inputs.
 */
export async function graphOfModel(model: tf.LayersModel): Promise<DescribedModel> {
  if (model.inputs.length !== 1) {
    throw new ModelsError(
      'invalid-input',
      `The model must have one input; "${model.name}" has ${model.inputs.length}.`,
    );
  }
  const layers: Layer[] = [];
  const built = new Map<string, tf.layers.Layer>();
  const seen = new Set<tf.SymbolicTensor>();
  const visit = (tensor: tf.SymbolicTensor): string => {
    const { sourceLayer, inputs } = tensor;
    const { name } = sourceLayer;
    if (seen.has(tensor)) return name;
    seen.add(tensor);
    if (built.has(name)) {
      throw new ModelsError(
        'unsupported-layer',
        `Layer "${name}" (${sourceLayer.getClassName()}) is used twice in "${model.name}"; each layer must be used once.`,
      );
    }
    built.set(name, sourceLayer);
    layers.push(describeLayer(sourceLayer, inputs.map(visit)));
    return name;
  };
  const graph: Graph = { name: model.name, layers, outputs: model.outputs.map(visit) };
  const weights = new Map<string, readonly WeightTensor[]>();
  for (const [name, specs] of weightSpecs(graph)) {
    const tensors = built.get(name)!.getWeights();
    const data = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
    weights.set(
      name,
      specs.map((spec, i) => ({ name: spec.name, shape: tensors[i]!.shape, data: data[i]! })),
    );
  }
  return { graph, weights };
}
