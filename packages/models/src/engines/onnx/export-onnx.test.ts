import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import * as ort from 'onnxruntime-node';
import { beforeAll, describe, expect, test } from 'vitest';
import { seededImages, seededWeights } from '../../../testing/seeded.ts';
import { smallBackbone, smallResnet, smallVgg } from '../../../testing/small.ts';
import { backboneFingerprint } from '../../families/backbone-fingerprint.ts';
import type { Graph } from '../../graph/graph.ts';
import { createClassifier } from '../../heads/create-classifier.ts';
import { createHead } from '../../heads/create-head.ts';
import { compileToTfjs } from '../tfjs/compile-to-tfjs.ts';
import { graphOfModel } from '../tfjs/graph-of-model.ts';
import { exportOnnx } from './export-onnx.ts';

const inputShape = [33, 40, 3];
const backbone = smallBackbone(smallResnet(inputShape));
const normalization = {
  mean: Float32Array.from({ length: backbone.outputDim }, (_, i) => i / 10),
  variance: Float32Array.from({ length: backbone.outputDim }, (_, i) => 0.5 + (i % 3)),
};
const images = seededImages(3, inputShape, 5);
const batch = Float32Array.from(images.flatMap(({ data }) => [...data]));

async function run(bytes: Uint8Array, data: Float32Array, dims: number[]) {
  const session = await ort.InferenceSession.create(bytes);
  const results = await session.run({ [session.inputNames[0]!]: new ort.Tensor('float32', data, dims) });
  const found = {
    inputs: session.inputNames,
    outputs: session.outputNames,
    values: results[session.outputNames[0]!]!.data as Float32Array,
  };
  await session.release();
  return found;
}

function expectClose(actual: Float32Array, expected: Float32Array): void {
  expect(actual.length).toBe(expected.length);
  const worst = actual.reduce((max, v, i) => Math.max(max, Math.abs(v - expected[i]!)), 0);
  expect(worst).toBeLessThan(1e-5);
}

beforeAll(() => tf.setBackend('wasm'));

describe('exportOnnx', () => {
  test('a classifier, and a backbone with its head, give the probabilities of TensorFlow.js', async () => {
    const model = compileToTfjs(backbone.graph, backbone.weights);
    const classifier = createClassifier({ backbone: model, classes: 8, units: [16, 12], normalization, seed: 3 });
    const head = createHead({ inputDim: backbone.outputDim, classes: 8, units: [16, 12], normalization, seed: 3 });
    const expected = (classifier.predict(tf.tensor(batch, [3, ...inputShape])) as tf.Tensor).dataSync<'float32'>();
    expect(expected.reduce((sum, p) => sum + p, 0)).toBeCloseTo(3, 4);

    for (const source of [classifier, { backbone, head }]) {
      const { inputs, outputs, values } = await run(await exportOnnx(source), batch, [3, ...inputShape]);
      expect({ inputs, outputs }).toEqual({ inputs: ['input_layer'], outputs: ['predictions'] });
      expectClose(values, expected);
    }
  });

  test('a head alone, and a backbone alone', async () => {
    const head = createHead({ inputDim: 5, classes: 2, units: [4] });
    const x = Float32Array.from({ length: 10 }, (_, i) => Math.sin(i));
    const found = await run(await exportOnnx(head), x, [2, 5]);
    expectClose(found.values, (head.predict(tf.tensor(x, [2, 5])) as tf.Tensor).dataSync<'float32'>());
    expect(found.inputs).toEqual(['input_layer']);

    const maps = smallBackbone(smallVgg(inputShape), 2, ['block3_pool']);
    const model = compileToTfjs(maps.graph, maps.weights);
    const { outputs } = await run(await exportOnnx(model), batch, [3, ...inputShape]);
    expect(outputs).toEqual(['pooled', 'block3_pool']);
  });

  test('means of windows', async () => {
    const conv = { kernelSize: 3, strides: 1, padding: 'same', useBias: true, activation: 'relu' } as const;
    const graph: Graph = {
      name: 'means',
      layers: [
        { type: 'input', name: 'x', inputs: [], shape: [6, 7, 2] },
        { type: 'averagePooling2d', name: 'first', inputs: ['x'], poolSize: 3, strides: 2 },
        { type: 'conv2d', name: 'conv', inputs: ['first'], filters: 3, ...conv },
        { type: 'averagePooling2d', name: 'last', inputs: ['conv'], poolSize: 2, strides: 1 },
      ],
      outputs: ['last'],
    };
    const model = compileToTfjs(graph, seededWeights(graph, 3));
    expect((await graphOfModel(model)).graph.layers).toEqual(graph.layers);
    const x = Float32Array.from({ length: 84 }, (_, i) => Math.sin(i * i));
    const { values } = await run(await exportOnnx(model), x, [1, 6, 7, 2]);
    expectClose(values, (model.predict(tf.tensor(x, [1, 6, 7, 2])) as tf.Tensor).dataSync<'float32'>());
  });

  test('a column that never varied is not divided by zero', async () => {
    const statistics = { mean: Float32Array.from([1, 2]), variance: Float32Array.from([0, 4]) };
    const head = createHead({ inputDim: 2, classes: 2, units: [], normalization: statistics, seed: 1 });
    const x = Float32Array.from([1, 5]);
    const { values } = await run(await exportOnnx(head), x, [1, 2]);
    expectClose(values, (head.predict(tf.tensor(x, [1, 2])) as tf.Tensor).dataSync<'float32'>());
    expect([...values].every(Number.isFinite)).toBe(true);
  });

  test('holds labels and further texts', async () => {
    const head = createHead({ inputDim: 5, classes: 2, units: [] });
    const bytes = await exportOnnx(head, { labels: ['calm', 'angry'], metadata: { licence: 'MIT' } });
    const text = new TextDecoder('latin1').decode(bytes);
    expect(text).toContain('["calm","angry"]');
    expect(text).toContain('licence');
  });

  test('refuses a head of other embeddings', async () => {
    const head = createHead({ inputDim: 7, classes: 2 });
    await expect(exportOnnx({ backbone, head })).rejects.toThrow(
      expect.objectContaining({ code: 'invalid-input', message: expect.stringMatching(/takes \[7\].*gives \[12\]/) }),
    );
  });

  test('refuses a head that was trained on another backbone of the same size', async () => {
    const head = createHead({ inputDim: backbone.outputDim, classes: 3, units: [4], seed: 1 });
    const trainedOn = { fingerprint: await backboneFingerprint(backbone) };
    expect((await exportOnnx({ backbone, head, trainedOn })).length).toBeGreaterThan(0);
    const layer = [...backbone.weights.keys()][0]!;
    const tensors = backbone.weights.get(layer)!.map((tensor) => ({ ...tensor, data: tensor.data.map((v) => 2 * v) }));
    const other = { ...backbone, weights: new Map([...backbone.weights, [layer, tensors]]) };
    await expect(exportOnnx({ backbone: other, head, trainedOn })).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringMatching(/trained on the backbone \w{16}…/),
      }),
    );
    head.dispose();
  });

  test('refuses layers of one name in backbone and head', async () => {
    const input = tf.input({ shape: [backbone.outputDim] });
    const layer = tf.layers.dense({ units: 2, name: 'post_bn' });
    const head = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
    await expect(exportOnnx({ backbone, head })).rejects.toThrow(/both have a layer named "post_bn"/);
  });
});
