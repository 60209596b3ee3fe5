import { describe, expect, test } from 'vitest';
import { golden } from '../../testing/seeded.ts';
import type { Layer } from '../graph/graph.ts';
import { inferShapes } from '../graph/infer-shapes.ts';
import { countParameters, weightSpecs } from '../weights/weight-specs.ts';
import { backboneGraph, type Pooling } from './backbone-graph.ts';
import type { BackboneName } from './image-families.ts';

interface Case {
  readonly name: BackboneName;
  readonly inputShape: number[];
  readonly pooling: Pooling;
  readonly total: number;
  readonly trainable: number;
  readonly weights: number;
  readonly layers: [name: string, kerasClass: string, ...shape: number[]][];
}

const { cases } = golden<{ cases: Case[] }>('layers.json');

const kerasClasses: Partial<Record<Layer['type'], string>> = {
  input: 'InputLayer',
  zeroPadding2d: 'ZeroPadding2D',
  conv2d: 'Conv2D',
  batchNormalization: 'BatchNormalization',
  activation: 'Activation',
  maxPooling2d: 'MaxPooling2D',
  add: 'Add',
  dense: 'Dense',
  normalization: 'Normalization',
  identity: 'Dropout',
};

function kerasClass(layer: Layer): string | undefined {
  if (layer.type !== 'globalPooling2d') return kerasClasses[layer.type];
  return layer.mode === 'avg' ? 'GlobalAveragePooling2D' : 'GlobalMaxPooling2D';
}

describe('backboneGraph equals keras.applications', () => {
  test.each(cases)('$name $inputShape $pooling', ({ name, inputShape, pooling, total, trainable, weights, layers }) => {
    const graph = backboneGraph(name, { inputShape, pooling });
    const shapes = inferShapes(graph);
    const ours = graph.layers.map((layer) => [layer.name, kerasClass(layer), ...shapes.get(layer.name)!]);
    expect(ours.slice(-layers.length)).toEqual(layers);
    expect(countParameters(graph)).toEqual({ total, trainable, nonTrainable: total - trainable });
    expect([...weightSpecs(graph).values()].flat()).toHaveLength(weights);
  });
});

describe('backboneGraph', () => {
  test('puts taps behind the features', () => {
    const graph = backboneGraph('vgg16', { inputShape: [32, 32, 3], taps: ['block2_pool', 'block1_conv1'] });
    expect(graph.outputs).toEqual(['global_average_pooling2d', 'block2_pool', 'block1_conv1']);
  });

  test('is JSON', () => {
    const graph = backboneGraph('resnet50v2');
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });

  test.each([
    [{ inputShape: [31, 64, 3] }, 'invalid-option', /32 or more.*received \[31, 64, 3\]/],
    [{ inputShape: [64, 64, 2] }, 'invalid-option', /1 or 3 channels/],
    [{ inputShape: [64, 64] }, 'invalid-option', /\[height, width, channels\]/],
    [{ inputShape: [64.5, 64, 3] }, 'invalid-option', /inputShape/],
    [{ pooling: 'mean' as never }, 'invalid-option', /"avg", "max" or "none"; received "mean"/],
    [{ taps: ['block6_pool'] }, 'invalid-graph', /no layer "block6_pool".*block5_pool/],
    [{ taps: ['block1_pool', 'block1_pool'] }, 'invalid-graph', /"block1_pool" leaves vgg16 already/],
    [{ taps: ['global_average_pooling2d'] }, 'invalid-graph', /leaves vgg16 already/],
    [{ taps: ['input_layer'] }, 'invalid-graph', /no layer "input_layer" to tap/],
  ])('refuses %j', (options, code, message) => {
    expect(() => backboneGraph('vgg16', options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });

  test.each(['vgg11', 'toString'])('refuses the name %s', (name) => {
    expect(() => backboneGraph(name as never)).toThrow(/Unknown backbone ".*"; known are vgg16, /);
  });
});
