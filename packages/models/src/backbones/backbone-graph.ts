import { ModelsError } from '../errors.ts';
import type { Graph, Layer } from './graph.ts';
import { inferShapes } from './infer-shapes.ts';
import { resnetV2Graph } from './resnet-v2.ts';
import { vggGraph } from './vgg.ts';

/** The backbones of this package, by the names of `keras.applications` in lower case. */
export const backboneNames = ['vgg16', 'vgg19', 'resnet50v2', 'resnet101v2', 'resnet152v2'] as const;

/** Name of a backbone. */
export type BackboneName = (typeof backboneNames)[number];

/** What follows the last feature map: the mean or maximum over height and width, or nothing. */
export type Pooling = 'avg' | 'max' | 'none';

/** Settings of {@link backboneGraph}. */
export interface BackboneGraphOptions {
  /**
   * `[height, width, channels]`: height and width from 32, channels 1 or 3.
   * @default [224, 224, 3]
   */
  readonly inputShape?: readonly number[];
  /**
   * What follows the last feature map; with `none` the feature map itself leaves the model.
   * @default 'avg'
   */
  readonly pooling?: Pooling;
  /**
   * Names of layers whose outputs leave the model too, after the features: `['block3_pool']`.
   * @default []
   */
  readonly taps?: readonly string[];
}

const vggFilters = [64, 128, 256, 512, 512];
const resnetSettings = { stemFilters: 64, filters: [64, 128, 256, 512] };

const builders: Record<BackboneName, (inputShape: readonly number[]) => Graph> = {
  vgg16: (inputShape) => vggGraph({ name: 'vgg16', inputShape, filters: vggFilters, convolutions: [2, 2, 3, 3, 3] }),
  vgg19: (inputShape) => vggGraph({ name: 'vgg19', inputShape, filters: vggFilters, convolutions: [2, 2, 4, 4, 4] }),
  resnet50v2: (inputShape) =>
    resnetV2Graph({ name: 'resnet50v2', inputShape, ...resnetSettings, blocks: [3, 4, 6, 3] }),
  resnet101v2: (inputShape) =>
    resnetV2Graph({ name: 'resnet101v2', inputShape, ...resnetSettings, blocks: [3, 4, 23, 3] }),
  resnet152v2: (inputShape) =>
    resnetV2Graph({ name: 'resnet152v2', inputShape, ...resnetSettings, blocks: [3, 8, 36, 3] }),
};

/**
 * A backbone's layers as data, without weights: `keras.applications.VGG16(include_top=False, pooling=…)` and its like.
 *
 * Layer names, their order and the parameter counts are those of Keras 3 in a fresh session.
 *
 * @throws ModelsError `invalid-option` for an unknown name, input shape or pooling; `invalid-graph` for an unknown tap.
 */
export function backboneGraph(name: BackboneName, options: BackboneGraphOptions = {}): Graph {
  const { inputShape = [224, 224, 3], pooling = 'avg', taps = [] } = options;
  const build = Object.hasOwn(builders, name) ? builders[name] : undefined;
  if (!build) {
    throw new ModelsError(
      'invalid-option',
      `Unknown backbone ${JSON.stringify(name)}; known are ${backboneNames.join(', ')}.`,
    );
  }
  checkInputShape(inputShape);
  if (pooling !== 'avg' && pooling !== 'max' && pooling !== 'none') {
    throw new ModelsError(
      'invalid-option',
      `pooling must be "avg", "max" or "none"; received ${JSON.stringify(pooling)}.`,
    );
  }
  const features = build([...inputShape]);
  const layers = pooling === 'none' ? features.layers : [...features.layers, poolingLayer(features, pooling)];
  const last = layers[layers.length - 1]!.name;
  taps.forEach((tap, i) => {
    if (!layers.some((layer) => layer.name === tap && layer.type !== 'input')) {
      throw new ModelsError(
        'invalid-graph',
        `${name} has no layer "${tap}" to tap; its layers are ${layers.map((layer) => layer.name).join(', ')}.`,
      );
    }
    if (tap === last || taps.indexOf(tap) !== i) {
      throw new ModelsError('invalid-graph', `Layer "${tap}" leaves ${name} already; name each tap once.`);
    }
  });
  const graph: Graph = { name, layers, outputs: [last, ...taps] };
  inferShapes(graph);
  return graph;
}

/** Keras names the pooling of ResNet and lets that of VGG be numbered. */
function poolingLayer(features: Graph, mode: 'avg' | 'max'): Layer {
  const kerasName = mode === 'avg' ? 'global_average_pooling2d' : 'global_max_pooling2d';
  const name = features.name.startsWith('resnet') ? `${mode}_pool` : kerasName;
  return { type: 'globalPooling2d', name, inputs: [features.outputs[0]!], mode };
}

function checkInputShape(shape: readonly number[]): void {
  const [height, width, channels] = shape;
  const side = (n: number | undefined): boolean => Number.isInteger(n) && n! >= 32;
  if (shape.length !== 3 || !side(height) || !side(width) || (channels !== 1 && channels !== 3)) {
    throw new ModelsError(
      'invalid-option',
      'inputShape must be [height, width, channels] with height and width of 32 or more and 1 or 3 channels; ' +
        `received [${shape.join(', ')}].`,
    );
  }
}
