import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { runTraining } from '../../testing/run-training.ts';
import { buildSmall, gradientsOf, smallInputShape, smallNetworks } from '../../testing/small-networks.ts';
import { selectBackend } from '../accelerators/select-backend.ts';
import { compileToTfjs } from '../engines/tfjs/compile-to-tfjs.ts';
import { createClassifier } from '../heads/create-classifier.ts';
import { createHead } from '../heads/create-head.ts';
import { freezeLayers } from '../heads/freeze-layers.ts';
import { createRandom } from '../random.ts';
import { initializeWeights } from '../weights/initialize-weights.ts';
import { ModelRunner } from './model-runner.ts';

const inputShape = smallInputShape;

/** Images whose classes differ in one color. */
function colorSamples(count: number): { x: Float32Array; y: Int32Array } {
  const random = createRandom(4);
  const y = Int32Array.from({ length: count }, (_, i) => i % 3);
  const x = Float32Array.from({ length: count * 32 * 32 * 3 }, (_, i) => {
    const image = Math.floor(i / (32 * 32 * 3));
    return random() * 2 - 1 + (i % 3 === y[image] ? 0.7 : 0);
  });
  return { x, y };
}

describe('fine-tuning backbones on wasm', () => {
  beforeAll(() => selectBackend('wasm'));
  const head = { classes: 3, units: [16], dropout: 0.2, seed: 1 };
  const samples = colorSamples(12);
  const options = {
    ...samples,
    sampleShape: inputShape,
    classes: 3,
    epochs: 6,
    batchSize: 6,
    seed: 2,
    optimizer: { name: 'adam', learningRate: 3e-3 },
  } as const;

  it.each([
    ['vgg', { before: 'block5' }],
    ['vgg', 'none'],
    ['resnet', { before: 'conv3_block2' }],
    ['resnet', 'none'],
  ] as const)('lowers the loss of a %s, frozen %j, and moves nothing that is frozen', async (name, freeze) => {
    const model = createClassifier({ backbone: buildSmall(name), ...head, freeze });
    const boundary = typeof freeze === 'object' ? `${freeze.before}_` : '';
    const first = model.layers.findIndex((layer) => layer.name.startsWith(boundary));
    const copy = (): Float32Array[][] =>
      model.layers.map((layer) => layer.getWeights().map((w) => w.dataSync<'float32'>().slice()));
    const before = copy();
    const { result } = await runTraining(model, options);
    const after = copy();
    expect(result.history.loss!.at(-1)).toBeLessThan(0.7 * result.history.loss![0]!);
    model.layers.forEach((layer, i) => {
      if (i < first) expect(after[i]).toEqual(before[i]);
      else if (layer.getClassName() === 'Conv2D') expect(after[i]![0]).not.toEqual(before[i]![0]);
      // Gamma and beta may move, the two statistics never.
      if (layer.getClassName() === 'FrozenBatchNormalization') expect(after[i]!.slice(2)).toEqual(before[i]!.slice(2));
    });
    model.dispose();
  });

  it('gives every trainable weight the gradient that the cpu back end gives', async () => {
    const gradients: Float32Array[][] = [];
    for (const backend of ['wasm', 'cpu'] as const) {
      await selectBackend(backend);
      const model = createClassifier({ backbone: buildSmall('resnet'), ...head, freeze: 'none' });
      const all = gradientsOf(model, samples.x.subarray(0, 2 * 3072));
      expect(all.every((values) => values.some((v) => v !== 0))).toBe(true);
      gradients.push(all);
      model.dispose();
    }
    await selectBackend('wasm');
    gradients[0]!.forEach((values, i) => {
      expectParity(values, gradients[1]![i]!, {
        package: 'models',
        name: 'enableWasmTraining: gradients of a ResNet V2',
        reference: 'tfjs 4.22.0 cpu back end',
        path: 'wasm',
        measure: 'relative',
        tolerance: 1e-4,
      });
    });
  });

  it('trains a head behind a frozen backbone as on embeddings computed once', async () => {
    const backbone = buildSmall('vgg');
    const embeddings = tf.tidy(() =>
      (backbone.predict(tf.tensor(samples.x, [12, ...inputShape])) as tf.Tensor).dataSync<'float32'>(),
    );
    const whole = createClassifier({ backbone, ...head });
    const small = createHead({ ...head, inputDim: 32 });
    const expected = await runTraining(small, { ...options, x: embeddings, sampleShape: [32] });
    const actual = await runTraining(whole, options);
    actual.result.history.loss!.forEach((loss, i) => {
      expect(loss).toBeCloseTo(expected.result.history.loss![i]!, 5);
    });
    whole.dispose();
    small.dispose();
  });

  it('holds no activation of a frozen block while it steps', () => {
    const held = ([{ before: 'block5' }, 'none'] as const).map((freeze) => {
      const model = createClassifier({ backbone: buildSmall('vgg'), ...head, freeze });
      const runner = new ModelRunner(model);
      const base = tf.memory().numBytes;
      const x = tf.zeros([6, ...inputShape]);
      const boundary = runner.runFrozen(x);
      x.dispose();
      const bytes = tf.memory().numBytes - base;
      expect(boundary.size).toBe(1);
      tf.dispose([...boundary.values()]);
      expect(tf.memory().numBytes).toBe(base);
      model.dispose();
      return bytes;
    });
    // Six images: 2 × 2 × 16 floats before block 5; the images themselves when nothing is frozen.
    expect(held).toEqual([6 * 2 * 2 * 16 * 4, 6 * 32 * 32 * 3 * 4]);
  });

  it('says which blocks there are when one is unknown', () => {
    const backbone = buildSmall('vgg');
    expect(() => freezeLayers(backbone, { before: 'block9' })).toThrow(/"block9".*block1, block2/);
    const spatial = compileToTfjs(smallNetworks.vgg(), initializeWeights(smallNetworks.vgg()));
    expect(() => createClassifier({ backbone: spatial, ...head })).toThrow(/pooling/);
    backbone.dispose();
    spatial.dispose();
  });
});
