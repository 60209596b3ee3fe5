import {
  type Backbone,
  compileToTfjs,
  createClassifier,
  createHead,
  type FreezeOption,
  type Graph,
  type NormalizationStatistics,
  type WeightMap,
} from '@ser/models';
import type { LayersModel } from '@tensorflow/tfjs';
import type { Settings } from '../../settings/settings.ts';

/** Name of the head's first layer. */
const NORMALIZATION = 'normalization';

/** What decides the layers of a head. */
export type HeadShape = Pick<Settings, 'headUnits' | 'dropout' | 'seed'>;

/** Joins a backbone and a trained head into one model from images to probabilities, with copies of the weights of both. */
export function joinClassifier(
  backbone: Backbone,
  head: LayersModel,
  { freeze, headUnits, dropout, seed }: HeadShape & { readonly freeze: FreezeOption },
): LayersModel {
  const model = createClassifier({
    backbone: compileToTfjs(backbone.graph, backbone.weights),
    freeze,
    classes: head.outputs[0]!.shape[1]!,
    units: headUnits,
    dropout,
    normalization: statistics(backbone.outputDim),
    seed,
  });
  copyWeights(head, model, layersOf(head));
  return model;
}

/** Takes such a model apart again: the backbone's weights as they are now, and the head on its embeddings. */
export async function splitClassifier(
  model: LayersModel,
  graph: Graph,
  { headUnits, dropout, seed }: HeadShape,
): Promise<{ weights: WeightMap; head: LayersModel }> {
  const weights = new Map<string, WeightMap extends ReadonlyMap<string, infer T> ? T : never>();
  for (const { name } of graph.layers) {
    const tensors = model.getLayer(name).getWeights();
    if (tensors.length === 0) continue;
    const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()));
    weights.set(
      name,
      tensors.map(({ shape }, i) => ({ name: String(i), shape, data: values[i]! })),
    );
  }
  const outputDim = model.getLayer(NORMALIZATION).getWeights()[0]!.size;
  const head = createHead({
    inputDim: outputDim,
    classes: model.outputs[0]!.shape[1]!,
    units: headUnits,
    dropout,
    normalization: statistics(outputDim),
    seed,
  });
  copyWeights(model, head, layersOf(head));
  return { weights, head };
}

/** A place for the normalization's statistics, which come with the other weights. */
function statistics(dim: number): NormalizationStatistics {
  return { mean: new Float32Array(dim), variance: new Float32Array(dim).fill(1) };
}

function layersOf(model: LayersModel): string[] {
  return model.layers.filter((layer) => layer.weights.length > 0).map(({ name }) => name);
}

function copyWeights(from: LayersModel, to: LayersModel, names: readonly string[]): void {
  for (const name of names) to.getLayer(name).setWeights(from.getLayer(name).getWeights());
}
