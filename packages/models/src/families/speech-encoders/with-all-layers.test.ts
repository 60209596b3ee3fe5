import * as tf from '@tensorflow/tfjs';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, it } from 'vitest';
import { smallEncoder, testWaveform } from '../../../testing/encoder-cases.ts';
import { smallBackbone, smallVgg } from '../../../testing/small.ts';
import { selectBackend } from '../../accelerators/select-backend.ts';
import { extractEmbeddings } from '../../embeddings/extract-embeddings.ts';
import { exportOnnx } from '../../engines/onnx/export-onnx.ts';
import { createHead } from '../../heads/create-head.ts';
import { quantizeWeights } from './quantize-weights.ts';
import { withAllLayers } from './with-all-layers.ts';

beforeAll(() => selectBackend('wasm'));

async function one(source: ReturnType<typeof extractEmbeddings>): Promise<Float32Array> {
  for await (const embedding of source) return embedding;
  throw new Error('no embedding');
}

it('gives what layers: "all" gives, and joins a head in one ONNX file', async () => {
  const backbone = smallEncoder('hubert-large');
  const all = withAllLayers(backbone);
  const clip = testWaveform(3000);
  const embedding = await one(extractEmbeddings([clip], { backbone: all }));
  expect(embedding).toEqual(await one(extractEmbeddings([clip], { backbone, layers: 'all' })));
  expect(all.outputDim).toBe(3 * 16);

  const head = createHead({ inputDim: 48, layers: 3, classes: 4, units: [5], seed: 1 });
  const wanted = await (head.predict(tf.tensor2d(embedding, [1, 48])) as tf.Tensor).data();
  const session = await ort.InferenceSession.create(await exportOnnx({ backbone: all, head }));
  const [input] = session.inputNames;
  const results = await session.run({ [input!]: new ort.Tensor('float32', clip, [1, 3000]) });
  (results.predictions!.data as Float32Array).forEach((value, i) => {
    expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-5);
  });
  head.dispose();
  expect(await one(extractEmbeddings([clip], { backbone: quantizeWeights(all) }))).toHaveLength(48);
});

it('takes encoders alone', () => {
  expect(() => withAllLayers(smallBackbone(smallVgg()))).toThrow(/vgg_small is none/);
});
