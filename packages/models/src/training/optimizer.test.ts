import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOptimizer, stepAdam } from '../../testing/training-cases.ts';
import { golden } from '../../testing/training-golden.ts';
import { selectBackend } from '../accelerators/select-backend.ts';
import { ModelsError } from '../errors.ts';
import { AdamOptimizer } from './optimizer.ts';

describe.each(['wasm', 'cpu'] as const)('AdamOptimizer on %s', (backend) => {
  let before: number;
  beforeAll(async () => {
    await selectBackend(backend);
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  it.each(golden.optimizers)('equals Keras step for step: $name', (one) => checkOptimizer(one, backend));

  it('goes on from its state', async () => {
    expect(await stepAdam({ interrupt: true })).toEqual(await stepAdam({ interrupt: false }));
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
