import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { golden, seededWeights } from '../../../testing/seeded.ts';
import { smallBackbone, smallResnet, smallVgg } from '../../../testing/small.ts';
import { weightSpecs } from '../../weights/weight-specs.ts';
import { compileToTfjs } from './compile-to-tfjs.ts';
import { createBackbone } from './create-backbone.ts';
import { describeLayer } from './describe-layer.ts';
import { FrozenBatchNormalization } from './frozen-batch-normalization.ts';
import { graphOfModel } from './graph-of-model.ts';

beforeAll(() => tf.setBackend('cpu'));

describe('compileToTfjs', () => {
  test('keeps names, order, shapes and parameter counts', () => {
    const { cases } = golden<{
      cases: { name: 'vgg16'; pooling: 'max'; inputShape: number[]; total: number; weights: number }[];
    }>('layers.json');
    const { name, pooling, inputShape, total, weights } = cases.find(
      (one) => one.name === 'vgg16' && one.pooling === 'max',
    )!;
    const model = createBackbone(name, { inputShape, pooling });
    expect(model.countParams()).toBe(total);
    expect(model.weights).toHaveLength(weights);
    expect(model.name).toBe(name);
    expect(model.outputs.map(({ shape }) => shape)).toEqual([[null, 512]]);
    model.dispose();
  });

  test('gives one output for each tap', () => {
    const { graph, weights } = smallBackbone(smallVgg(), 1, ['block2_pool', 'block1_conv1']);
    const model = compileToTfjs(graph, weights);
    expect(model.outputs.map(({ shape }) => shape)).toEqual([
      [null, 6],
      [null, 8, 8, 3],
      [null, 32, 32, 2],
    ]);
    model.dispose();
  });

  test('leaves no tensor behind but the weights', () => {
    const before = tf.memory().numTensors;
    const model = compileToTfjs(smallResnet(), seededWeights(smallResnet(), 1));
    expect(tf.memory().numTensors - before).toBe([...weightSpecs(smallResnet()).values()].flat().length);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('builds no head', () => {
    const graph = smallVgg();
    const dense = {
      type: 'dense',
      name: 'd',
      inputs: ['pooled'],
      units: 2,
      useBias: true,
      activation: 'linear',
    } as const;
    const whole = { ...graph, layers: [...graph.layers, dense], outputs: ['d'] };
    expect(() => compileToTfjs(whole, seededWeights(whole, 1))).toThrow(/"d" \(dense\) belongs to a head/);
  });
});

describe('FrozenBatchNormalization', () => {
  const values = [0.5, -1.5, 2, 0.25].map((start) => Float32Array.from([start, start / 2]));
  const build = (layer: tf.layers.Layer): tf.Sequential => {
    const model = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [2] }), layer] });
    tf.tidy(() => layer.setWeights(values.map((v, i) => tf.tensor1d(i === 3 ? v.map(Math.abs) : v))));
    return model;
  };

  test('computes what the layer of TensorFlow.js computes at inference', () => {
    const x = tf.tensor2d([1, 2, -3, 4], [2, 2]);
    const ours = build(new FrozenBatchNormalization({ epsilon: 1.001e-5 })).predict(x) as tf.Tensor;
    const theirs = build(tf.layers.batchNormalization({ epsilon: 1.001e-5 })).predict(x) as tf.Tensor;
    theirs.dataSync().forEach((value, i) => {
      expect(ours.dataSync()[i]).toBeCloseTo(value, 5);
    });
  });

  test('does not move its statistics when it is trained, where theirs moves even when frozen', async () => {
    const x = tf.randomNormal([16, 2], 3, 2, 'float32', 1);
    const y = tf.randomNormal([16, 2], 0, 1, 'float32', 2);
    const trained = async (layer: tf.layers.Layer, trainable: boolean) => {
      const model = build(layer);
      layer.trainable = trainable;
      model.add(tf.layers.dense({ units: 2 }));
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      await model.fit(x, y, { epochs: 2, verbose: 0 });
      return layer.getWeights().map((weight) => [...weight.dataSync()]);
    };
    const [gamma, beta, mean, variance] = values.map((v, i) => [...(i === 3 ? v.map(Math.abs) : v)]);
    const tuned = await trained(new FrozenBatchNormalization({}), true);
    expect(tuned.slice(2)).toEqual([mean, variance]);
    expect(tuned[0]).not.toEqual(gamma);
    expect(tuned[1]).not.toEqual(beta);
    expect(await trained(new FrozenBatchNormalization({}), false)).toEqual([gamma, beta, mean, variance]);
    // The trap that this class exists for.
    expect((await trained(tf.layers.batchNormalization(), false)).slice(2)).not.toEqual([mean, variance]);
  });

  test('its gradients are those of finite differences', () => {
    const layer = new FrozenBatchNormalization({ epsilon: 1e-3 });
    build(layer);
    const loss = (x: tf.Tensor): tf.Scalar => tf.sum(tf.square(layer.apply(x) as tf.Tensor)) as tf.Scalar;
    const x = tf.tensor2d([1, 2, -3, 4], [2, 2]);
    const gradient = tf.grad(loss)(x).dataSync();
    [...x.dataSync()].forEach((_, i) => {
      const step = 1e-2;
      const moved = (sign: number): number =>
        loss(
          tf.add(
            x,
            tf.tensor2d(
              Array.from({ length: 4 }, (__, k) => (k === i ? sign * step : 0)),
              [2, 2],
            ),
          ),
        ).dataSync()[0]!;
      expect(gradient[i]! / ((moved(1) - moved(-1)) / (2 * step))).toBeCloseTo(1, 2);
    });
  });
});

describe('graphOfModel', () => {
  test('is the inverse of compileToTfjs', async () => {
    for (const graph of [smallVgg(), smallResnet([33, 40, 1])]) {
      const weights = seededWeights(graph, 4);
      const described = await graphOfModel(compileToTfjs(graph, weights));
      expect(described.graph.outputs).toEqual(graph.outputs);
      expect(new Map(described.graph.layers.map((layer) => [layer.name, layer]))).toEqual(
        new Map(graph.layers.map((layer) => [layer.name, layer])),
      );
      expect(new Map([...described.weights].sort())).toEqual(new Map([...weights].sort()));
    }
  });

  const input = () => tf.input({ shape: [8, 8, 3], name: 'x' });
  const through = (...layers: tf.layers.Layer[]): tf.LayersModel => {
    const inputs = input();
    return tf.model({ inputs, outputs: layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, inputs) });
  };
  const shared = tf.layers.conv2d({ filters: 3, kernelSize: 1, name: 'shared' });
  const inner = through(tf.layers.globalAveragePooling2d({}));
  inner.name = 'inner';

  test.each([
    ['a kind it does not build', () => through(tf.layers.upSampling2d({ name: 'up' })), /"up" \(UpSampling2D\)/],
    [
      'another activation',
      () => through(tf.layers.dense({ units: 2, activation: 'tanh', name: 'd' })),
      /"d" \(Dense\).*activation is tanh/,
    ],
    [
      'a kernel that is not square',
      () => through(tf.layers.conv2d({ filters: 1, kernelSize: [3, 1], name: 'c' })),
      /"c" \(Conv2D\).*kernelSize differ/,
    ],
    [
      'strides with same padding',
      () => through(tf.layers.conv2d({ filters: 1, kernelSize: 3, strides: 2, padding: 'same', name: 'c' })),
      /"c" .*depends on the image size/,
    ],
    [
      'dilation',
      () => through(tf.layers.conv2d({ filters: 1, kernelSize: 3, dilationRate: 2, name: 'c' })),
      /"c" .*dilated/,
    ],
    [
      'padded pooling',
      () => through(tf.layers.maxPooling2d({ poolSize: 2, padding: 'same', name: 'p' })),
      /"p" .*padding is same/,
    ],
    [
      'uneven borders',
      () =>
        through(
          tf.layers.zeroPadding2d({
            padding: [
              [1, 0],
              [1, 1],
            ],
            name: 'z',
          }),
        ),
      /"z" .*padding differ/,
    ],
    [
      'channels first',
      () => through(tf.layers.maxPooling2d({ poolSize: 2, dataFormat: 'channelsFirst', name: 'p' })),
      /"p" .*dataFormat is channelsFirst/,
    ],
    [
      'normalization without scale',
      () => through(tf.layers.batchNormalization({ scale: false, name: 'b' })),
      /"b" .*scale is false/,
    ],
    ['normalization of rows', () => through(tf.layers.batchNormalization({ axis: 1, name: 'b' })), /"b" .*axis is 1/],
    ['a layer used twice', () => through(shared, shared), /"shared" \(Conv2D\) is used twice/],
    ['a model in the model', () => through(inner as unknown as tf.layers.Layer), /"inner"/],
  ])('names %s', async (_, build, message) => {
    await expect(graphOfModel(build())).rejects.toThrow(
      expect.objectContaining({ code: 'unsupported-layer', message: expect.stringMatching(message) }),
    );
  });

  test('wants one input of a fixed size', async () => {
    const [a, b] = [input(), tf.input({ shape: [8, 8, 3], name: 'y' })];
    const two = tf.model({ inputs: [a, b], outputs: tf.layers.add({}).apply([a, b]) as tf.SymbolicTensor });
    await expect(graphOfModel(two)).rejects.toThrow(/one input; .* has 2/);
    const free = tf.input({ shape: [null, null, 3], name: 'free' });
    const open = tf.model({
      inputs: free,
      outputs: tf.layers.globalAveragePooling2d({}).apply(free) as tf.SymbolicTensor,
    });
    await expect(graphOfModel(open)).rejects.toThrow(/"free" \(InputLayer\).*not fixed/);
  });

  test('understands batch normalization of TensorFlow.js', () => {
    expect(describeLayer(tf.layers.batchNormalization({ name: 'b', epsilon: 0.5 }), ['x'])).toEqual({
      type: 'batchNormalization',
      name: 'b',
      inputs: ['x'],
      epsilon: 0.5,
    });
  });
});
