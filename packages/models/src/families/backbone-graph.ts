import { ModelsError } from '../errors.ts';
import type { Graph, Layer } from '../graph/graph.ts';
import { inferShapes } from '../graph/infer-shapes.ts';
import { type BackboneName, familyOf } from './image-families.ts';
import type { ImageFamily } from './image-family.ts';

/** What follows the last feature map: the mean or maximum over height and width, or nothing. */
export type Pooling = 'avg' | 'max' | 'none';

/** Settings of {@link backboneGraph}. */
export interface BackboneGraphOptions {
  /**
   * `[height, width, channels]`: height and width from 32, channels 1 or 3.
   * @default [224, 224, 3]
   */
  readonly inputShape?: readonly number[] | undefined;
  /**
   * What follows the last feature map; with `none` the feature map itself leaves the model.
   * @default 'avg'
   */
  readonly pooling?: Pooling | undefined;
  /**
   * Names of layers whose outputs leave the model too, after the features: `['block3_pool']`.
   * @default []
   */
  readonly taps?: readonly string[] | undefined;
}

/**
 * A backbone's layers as data, without weights: `keras.applications.VGG16(include_top=False, pooling=…)` and its like.
 *
 * Layer names, their order and the parameter counts are those of Keras 3 in a fresh session.
 *
 * @throws ModelsError `invalid-option` for an unknown name, input shape or pooling; `invalid-graph` for an unknown tap.
 */
export function backboneGraph(name: BackboneName, options: BackboneGraphOptions = {}): Graph {
  return graphIn(familyOf(name), name, options);
}

/** {@link backboneGraph} for a network of any family. */
export function graphIn(family: ImageFamily, name: string, options: BackboneGraphOptions): Graph {
  const { inputShape = [224, 224, 3], pooling = 'avg', taps = [] } = options;
  checkInputShape(inputShape);
  if (pooling !== 'avg' && pooling !== 'max' && pooling !== 'none') {
    throw new ModelsError(
      'invalid-option',
      `pooling must be "avg", "max" or "none"; received ${JSON.stringify(pooling)}.`,
    );
  }
  const features = family.networks[name]!.graph([...inputShape]);
  const layers = pooling === 'none' ? features.layers : [...features.layers, poolingLayer(family, features, pooling)];
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

function poolingLayer({ poolingLayer }: ImageFamily, features: Graph, mode: 'avg' | 'max'): Layer {
  return { type: 'globalPooling2d', name: poolingLayer[mode], inputs: [features.outputs[0]!], mode };
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
