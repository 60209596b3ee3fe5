import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findNativePackage, importNative } from '../../testing/native-backend.ts';
import { checkFineTuning, checkFit, checkOptimizer } from '../../testing/training-cases.ts';
import { golden } from '../../testing/training-golden.ts';
import { selectBackend } from './select-backend.ts';

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
});
