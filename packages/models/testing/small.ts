import type { Backbone } from '../src/families/describe-backbone.ts';
import { resnetV2Graph } from '../src/families/resnet-v2/resnet-v2-graph.ts';
import { vggGraph } from '../src/families/vgg/vgg-graph.ts';
import type { Graph, Layer } from '../src/graph/graph.ts';
import { inferShapes } from '../src/graph/infer-shapes.ts';
import { seededWeights } from './seeded.ts';

/** Puts average pooling behind the feature maps of a graph. */
export function pooled(graph: Graph): Graph {
  const pooling: Layer = { type: 'globalPooling2d', name: 'pooled', inputs: graph.outputs, mode: 'avg' };
  return { ...graph, layers: [...graph.layers, pooling], outputs: ['pooled'] };
}

/** A VGG16 with few filters: `small_vgg` of tools/reference/models.py. */
export const smallVgg = (inputShape: readonly number[] = [32, 32, 3]): Graph =>
  pooled(vggGraph({ name: 'vgg_small', inputShape, filters: [2, 3, 4, 5, 6], convolutions: [2, 2, 3, 3, 3] }));

/** A ResNet V2 with few filters and blocks: `small_resnet` of tools/reference/models.py. */
export const smallResnet = (inputShape: readonly number[] = [32, 32, 3]): Graph =>
  pooled(resnetV2Graph({ name: 'resnet_small', inputShape, stemFilters: 64, filters: [2, 3], blocks: [2, 2] }));

/** A small graph as a backbone with seeded weights; the name is the graph's own, which is not one of the real ones. */
export function smallBackbone(graph: Graph, seed = 1, taps: readonly string[] = []): Backbone {
  const outputs = [...graph.outputs, ...taps];
  const shapes = inferShapes(graph);
  const outputShape = shapes.get(graph.outputs[0]!)!;
  return {
    name: graph.name,
    input: 'image',
    graph: { ...graph, outputs },
    weights: seededWeights(graph, seed),
    inputShape: shapes.get('input_layer')!,
    outputShape,
    outputDim: outputShape.reduce((product, n) => product * n, 1),
    taps,
  };
}
