import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOptimizer } from '../../testing/training-cases.ts';
import { golden } from '../../testing/training-golden.ts';
import { selectBackend } from '../backend/select-backend.ts';
import { ModelsError } from '../errors.ts';
import { AdamOptimizer } from './optimizer.ts';

describe.each(['wasm', 'cpu'] as const)('AdamOptimizer on %s', (backend) => {
  beforeAll(() => selectBackend(backend));
  afterAll(() => expect(tf.memory().numTensors).toBe(0));

  it.each(golden.optimizers)('equals Keras step for step: $name', (one) => checkOptimizer(one, backend));

  it('goes on from its state', async () => {
    const run = async (interrupt: boolean): Promise<Float32Array> => {
      const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, -2, 3, 4, 5])));
      let optimizer = new AdamOptimizer([variable], { name: 'adam' });
      for (let step = 0; step < 6; step++) {
        if (interrupt && step === 3) {
          const state = await optimizer.state();
          optimizer.dispose();
          optimizer = new AdamOptimizer([variable], { name: 'adam' });
          optimizer.restore(state);
        }
        const gradient = tf.tensor1d([step, 1, -step, 0.5, 2]);
        optimizer.apply([gradient], 0.01);
        gradient.dispose();
      }
      const values = variable.dataSync<'float32'>();
      optimizer.dispose();
      variable.dispose();
      return values;
    };
    expect(await run(true)).toEqual(await run(false));
  });
});

describe('AdamOptimizer', () => {
  it('refuses options that contradict each other', () => {
    expect(() => new AdamOptimizer([], { name: 'adam', weightDecay: 0.1 })).toThrow(ModelsError);
    expect(() => new AdamOptimizer([], { name: 'adam', clipNorm: 1, clipValue: 1 })).toThrow(/one of/);
    expect(() => new AdamOptimizer([], { name: 'adam', beta1: 1 })).toThrow(/beta1/);
    expect(() => new AdamOptimizer([], { name: 'adam', learningRate: -1 })).toThrow(/learningRate/);
    expect(() => new AdamOptimizer([], { name: 'sgd' as 'adam' })).toThrow(/adam, adamw/);
  });
});
