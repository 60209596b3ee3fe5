import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, it } from 'vitest';
import { selectBackend } from '../accelerators/select-backend.ts';
import { exportOnnx } from '../engines/onnx/export-onnx.ts';
import { packClassifier } from '../storage/pack-classifier.ts';
import { unpackClassifier } from '../storage/unpack-classifier.ts';
import { train } from '../training/train.ts';
import { createHead } from './create-head.ts';
import { layerWeights } from './layer-weights.ts';

const [layers, dim, n] = [4, 3, 60];

/** Samples of which hidden state 2 alone tells the class. */
function samples(): { x: Float32Array; y: number[] } {
  const y = Array.from({ length: n }, (_, i) => i % 2);
  const x = Float32Array.from({ length: n * layers * dim }, (_, i) => {
    const sample = Math.floor(i / (layers * dim));
    const isTelling = Math.floor(i / dim) % layers === 2;
    return Math.sin(i * i) + (isTelling ? 3 * (y[sample]! - 0.5) : 0);
  });
  return { x, y };
}

beforeAll(() => selectBackend('wasm'));

it('learns which hidden state counts, and begins with the mean', async () => {
  const { x, y } = samples();
  const head = createHead({ inputDim: layers * dim, layers, classes: 2, units: [], seed: 1 });
  expect([...(await layerWeights(head))!]).toEqual([0.25, 0.25, 0.25, 0.25]);
  const options = { x, y, sampleShape: [layers * dim], classes: 2, epochs: 40, seed: 1 };
  const optimizer = { name: 'adam', learningRate: 0.05 } as const;
  for await (const _ of train(head, { ...options, optimizer }));
  const shares = [...(await layerWeights(head))!];
  expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  expect(shares.indexOf(Math.max(...shares))).toBe(2);
  expect(shares[2]).toBeGreaterThan(0.5);

  // The same predictions after saving, and from ONNX.
  const files = await packClassifier({ head, labels: ['a', 'b'], preprocessing: {} }, 'test');
  const { head: again } = await unpackClassifier(files);
  const wanted = await (head.predict(tf.tensor2d(x, [n, layers * dim])) as tf.Tensor).data();
  expect(await (again.predict(tf.tensor2d(x, [n, layers * dim])) as tf.Tensor).data()).toEqual(wanted);
  const session = await ort.InferenceSession.create(await exportOnnx(head));
  const { predictions } = await session.run({ input_layer: new ort.Tensor('float32', x, [n, layers * dim]) });
  (predictions!.data as Float32Array).forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-5);
  });
  for (const model of [head, again]) model.dispose();
});

it('is left out of a head of one hidden state, and refuses a length that does not divide', async () => {
  const head = createHead({ inputDim: 4, classes: 2 });
  expect(await layerWeights(head)).toBeUndefined();
  head.dispose();
  expect(() => createHead({ inputDim: 10, layers: 3, classes: 2 })).toThrow(/10 values does not hold 3 hidden states/);
});
