import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@ser/dsp';
import {
  backboneFingerprint,
  createHead,
  describeBackbone,
  fitNormalization,
  memoryCheckpoint,
  predict,
  selectBackend,
  type WeightMap,
} from '@ser/models';
import { checkpointFile, loadClassifier, saveClassifier } from '@ser/models/node';
import type { LayersModel } from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyBackbone } from '../../../testing/tiny-backbone.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { type FineTuneInput, fineTune } from './fine-tune.ts';
import { joinClassifier, splitClassifier } from './join-classifier.ts';
import { trainHead } from './train-head.ts';

const SIZE = 32 * 32 * 3;
const settings = {
  ...DEFAULTS,
  monitor: 'val_loss',
  headUnits: [8],
  epochs: 3,
  fineTuneEpochs: 6,
  fineTunePatience: 6,
  fineTuneLearningRate: 3e-3,
  fineTuneBatchSize: 6,
  fineTuneMemoryBatch: 4,
} as const;

/** Images whose classes differ in one color, and in the embeddings a head starts from. */
const random = createRandom(4);
const y = Array.from({ length: 18 }, (_, i) => i % 3);
const pixels = Float32Array.from(
  { length: 18 * SIZE },
  (_, i) => random() + (i % 3 === y[Math.floor(i / SIZE)] ? 0.5 : 0),
);
const images = {
  length: 18,
  read: (indices: Int32Array) => {
    const rows = new Float32Array(indices.length * SIZE);
    for (const [row, index] of indices.entries())
      rows.set(pixels.subarray(index * SIZE, (index + 1) * SIZE), row * SIZE);
    return rows;
  },
};
const backbone = tinyBackbone();
let head: LayersModel;
let folder: string;

beforeAll(async () => {
  await selectBackend('wasm');
  folder = await mkdtemp(join(tmpdir(), 'ser-tuning-'));
  const part = { x: Float32Array.from({ length: 18 * 8 }, () => random()), y };
  ({ head } = await trainHead(
    { train: part, validation: part, dim: 8, classes: 3, learningRate: 1e-3, classWeights: undefined },
    settings,
  ));
});
afterAll(async () => {
  head.dispose();
  await rm(folder, { recursive: true, force: true });
});

const input = (freeze: FineTuneInput['freeze']): FineTuneInput => ({
  backbone,
  head,
  freeze,
  train: { x: images, y },
  validation: { x: images, y },
  classWeights: [1, 1, 1],
});

async function weightsOf(model: LayersModel): Promise<WeightMap> {
  const { weights, head: own } = await splitClassifier(model, backbone.graph, settings);
  own.dispose();
  return weights;
}

describe.each([
  ['from a layer on', { before: 'block2_conv1' }, ['block2_conv1', 'block2_bn']],
  ['whole', 'none', ['block1_conv1', 'block1_bn', 'block2_conv1', 'block2_bn']],
] as const)('a backbone fine-tuned %s', (_, freeze, moving) => {
  test('lowers the loss, moves what it may, and nothing else', async () => {
    const { model, result } = await fineTune(input(freeze), settings);
    const loss = result.history.loss!;
    expect(loss.at(-1)).toBeLessThan(0.8 * loss[0]!);
    for (const [layer, tensors] of await weightsOf(model)) {
      const before = backbone.weights.get(layer)!;
      for (const [i, { data }] of tensors.entries()) {
        // Gamma and beta learn; the third and fourth are batch normalization's statistics, which stay.
        const mayMove = (moving as readonly string[]).includes(layer) && i < 2;
        if (mayMove) expect(data, `${layer} ${i}`).not.toEqual(before[i]!.data);
        else expect(data, `${layer} ${i}`).toEqual(before[i]!.data);
      }
    }
    model.dispose();
  });
});

test('starts where the head stands: before the first step the joined model says what head and backbone say', async () => {
  // No learning: what comes out is what went in.
  const { model } = await fineTune(input('none'), { ...settings, fineTuneLearningRate: 1e-30, fineTuneEpochs: 1 });
  const { head: own } = await splitClassifier(model, backbone.graph, settings);
  const rows = Float32Array.from({ length: 8 * 4 }, () => random());
  expect(await predict(own, rows, { sampleShape: [8] })).toEqual(await predict(head, rows, { sampleShape: [8] }));
  own.dispose();
  model.dispose();
});

test('accumulated gradients are those of the whole batch', async () => {
  // Without dropout, whose masks are drawn for each part.
  const still = { ...settings, dropout: 0, fineTuneEpochs: 2 };
  const losses = [];
  for (const fineTuneMemoryBatch of [1, 6]) {
    const { model, result } = await fineTune(input('none'), { ...still, fineTuneMemoryBatch });
    losses.push(result.history.loss!);
    model.dispose();
  }
  for (const [epoch, loss] of losses[0]!.entries()) expect(loss).toBeCloseTo(losses[1]![epoch]!, 4);
});

test.each(['tfjs', 'onnx'] as const)(
  'a fine-tuning on %s that was cut off goes on to the same weights, bit for bit',
  async (name) => {
    const runtime = { runtime: name };
    const undisturbed = await fineTune(input({ before: 'block2' }), settings, { runtime });
    const checkpoint = checkpointFile(join(folder, `${name}.safetensors`));
    const controller = new AbortController();
    // In the middle of the third epoch: what it had done of that one is lost.
    const cut = fineTune(input({ before: 'block2' }), settings, {
      runtime,
      checkpoint,
      signal: controller.signal,
      onProgress: (share) => share > 2.3 / 6 && controller.abort(new Error('cut off')),
    });
    await expect(cut).rejects.toThrow('cut off');
    const shares: number[] = [];
    const resumed = await fineTune(input({ before: 'block2' }), settings, {
      runtime,
      checkpoint,
      onProgress: (share) => shares.push(share),
    });
    expect(shares[0]).toBeGreaterThan(2 / 6);
    expect(resumed.result).toEqual(undisturbed.result);
    expect(await weightsOf(resumed.model)).toEqual(await weightsOf(undisturbed.model));
    undisturbed.model.dispose();
    resumed.model.dispose();
  },
);

test('a head that was cut off goes on to the same weights, bit for bit', async () => {
  const part = { x: Float32Array.from({ length: 18 * 8 }, (_, i) => Math.sin(i * i)), y };
  const data = { train: part, validation: part, dim: 8, classes: 3, learningRate: 1e-2, classWeights: undefined };
  const six = { ...settings, epochs: 6, patience: 6 };
  const undisturbed = await trainHead(data, six);
  const checkpoint = memoryCheckpoint();
  const controller = new AbortController();
  const cut = trainHead(data, six, {
    checkpoint,
    signal: controller.signal,
    onProgress: (share) => share > 0.55 && controller.abort(new Error('cut off')),
  });
  await expect(cut).rejects.toThrow('cut off');
  const resumed = await trainHead(data, six, { checkpoint });
  expect(resumed.result).toEqual(undisturbed.result);
  const answers = (model: LayersModel) => predict(model, part.x, { sampleShape: [8] });
  expect(await answers(resumed.head)).toEqual(await answers(undisturbed.head));
  undisturbed.head.dispose();
  resumed.head.dispose();
});

test('saved and loaded, its two halves say what the whole says', async () => {
  const { model } = await fineTune(input('none'), { ...settings, fineTuneEpochs: 1 });
  const whole = await predict(model, images, { sampleShape: [32, 32, 3] });
  const labels = ['a', 'b', 'c'];
  await saveClassifier(join(folder, 'classifier'), { head: model, backbone: null, labels, preprocessing: {} });
  model.dispose();
  const loaded = await loadClassifier(join(folder, 'classifier'));
  expect(loaded.backbone).toBeNull();
  expect(await predict(loaded.head, images, { sampleShape: [32, 32, 3] })).toEqual(whole);
  const { weights, head: own } = await splitClassifier(loaded.head, backbone.graph, settings);
  expect([...weights.keys()]).toEqual([...backbone.weights.keys()]);
  expect(own.inputs[0]!.shape).toEqual([null, 8]);
  own.dispose();
  loaded.head.dispose();
});

test('of ResNet101V2 too: taken apart untouched, it is the backbone that it was', async () => {
  const real = describeBackbone('resnet101v2', { inputShape: [32, 32, 3], weights: null });
  const own = createHead({
    inputDim: real.outputDim,
    classes: 3,
    units: settings.headUnits,
    normalization: fitNormalization(
      Float32Array.from({ length: 2 * real.outputDim }, (_, i) => i),
      {
        dim: real.outputDim,
      },
    ),
  });
  const model = joinClassifier(real, own, { ...settings, freeze: { before: 'conv5' } });
  expect(model.layers.find(({ trainable }) => trainable)?.name).toBe('conv5_block1_preact_bn');
  const { weights, head: taken } = await splitClassifier(model, real.graph, settings);
  const again = describeBackbone('resnet101v2', { inputShape: [32, 32, 3], weights });
  expect(await backboneFingerprint(again)).toBe(await backboneFingerprint(real));
  for (const one of [own, model, taken]) one.dispose();
}, 120_000);
