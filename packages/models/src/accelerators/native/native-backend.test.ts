import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectParity } from '../../../../../tools/parity/expect-parity.ts';
import { findNativePackage, importNative } from '../../../testing/native-backend.ts';
import { runTraining } from '../../../testing/run-training.ts';
import { buildSmall, gradientsOf, smallInputShape } from '../../../testing/small-networks.ts';
import { checkFineTuning, checkFit, checkOptimizer, stepAdam } from '../../../testing/training-cases.ts';
import { golden } from '../../../testing/training-golden.ts';
import { createClassifier } from '../../heads/create-classifier.ts';
import { selectBackend } from '../select-backend.ts';
import { nativeKernels } from './native-layer-kernels.ts';

const folder = findNativePackage();
if (!folder && process.env.REQUIRE_NATIVE_BACKEND === '1')
  throw new Error('No @tensorflow/tfjs-node with its library.');

describe.skipIf(!folder)('the node back end (skipped without @tensorflow/tfjs-node and its native library)', () => {
  beforeAll(async () => {
    const backend = await selectBackend('node', { importPackage: importNative(folder!) });
    expect(backend).toEqual({
      name: 'node',
      tfjsName: 'tensorflow',
      device: 'CPU (native TensorFlow)',
      engine: 'tfjs',
      rejected: [],
    });
    expect(tf.getBackend()).toBe('tensorflow');
  });

  it('is not taken for a GPU', async () => {
    await expect(selectBackend('gpu', { importPackage: importNative(folder!) })).rejects.toThrow(/computes on the CPU/);
  });

  it.each(golden.optimizers)('steps as Keras does: $name', (one) => checkOptimizer(one, 'node'));
  it.each(golden.fits)('repeats 20 epochs of Keras: $name', (fit) => checkFit(fit, 'node'));
  it.each(golden.fineTuning)('changes a convolutional network as Keras does: $name', (fit) =>
    checkFineTuning(fit, 'node'),
  );

  const images = Float32Array.from({ length: 4 * 3072 }, (_, i) => Math.sin(i * i));
  const head = { classes: 3, units: [16], seed: 1 };

  it.each(['vgg', 'resnet'] as const)(
    'gives every weight of a %s the gradient that the cpu back end gives',
    async (name) => {
      const gradients: Float32Array[][] = [];
      for (const backend of ['node', 'cpu'] as const) {
        await selectBackend(backend, { importPackage: importNative(folder!) });
        const model = createClassifier({ backbone: buildSmall(name), ...head, freeze: 'none' });
        const kernels = new Set<string>();
        const { kernelNames } = await tf.profile(() => {
          gradients.push(gradientsOf(model, images));
          return [];
        });
        for (const kernel of kernelNames) kernels.add(kernel);
        // The kernels of ours, and none of them on the other back end.
        expect(kernels.has(nativeKernels.affineRelu)).toBe(backend === 'node');
        expect(kernels.has(nativeKernels.batchNorm)).toBe(backend === 'node' && name === 'resnet');
        model.dispose();
      }
      await selectBackend('node', { importPackage: importNative(folder!) });
      gradients[0]!.forEach((values, i) => {
        expect(values.some((v) => v !== 0)).toBe(true);
        expectParity(values, gradients[1]![i]!, {
          package: 'models',
          name: `train: gradients of a small ${name}`,
          reference: 'tfjs 4.22.0 cpu back end',
          path: 'node',
          measure: 'relative',
          tolerance: 1e-4,
        });
      });
    },
  );

  it('leaves no tensor behind and gives the same weights from the same seed', async () => {
    const weights: Float32Array[][] = [];
    for (let run = 0; run < 2; run++) {
      const model = createClassifier({ backbone: buildSmall('resnet'), ...head, freeze: { before: 'conv3_block2' } });
      const before = tf.memory().numTensors;
      const y = Int32Array.from({ length: 4 }, (_, i) => i % 3);
      await runTraining(model, { x: images, y, sampleShape: smallInputShape, classes: 3, epochs: 3, batchSize: 2 });
      expect(tf.memory().numTensors).toBe(before);
      weights.push(model.getWeights().map((weight) => weight.dataSync<'float32'>().slice()));
      model.dispose();
    }
    expect(weights[0]).toEqual(weights[1]);
  });

  it('goes on from the state of its optimizer, and from a weight that somebody else has set', async () => {
    const assign = [5, 4, 3, 2, 1];
    const whole = await stepAdam({ interrupt: false, assign });
    expect(await stepAdam({ interrupt: true, assign })).toEqual(whole);
    whole.forEach((value, i) => {
      expect(Math.abs(value - (5 - i))).toBeLessThan(0.03);
    });
  });
});
