import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { golden, keras } from '../../testing/training-golden.ts';
import { selectBackend } from '../accelerators/select-backend.ts';
import { fitNormalization } from './fit-normalization.ts';
import { NormalizationLayer } from './normalization-layer.ts';

describe('fitNormalization', () => {
  let before: number;
  beforeAll(async () => {
    await selectBackend('wasm');
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));
  const { x, dim, mean, variance, normalized } = golden.normalization;
  const statistics = fitNormalization(Float32Array.from(x), { dim });
  const claim = { package: 'models', reference: `${keras} layers.Normalization`, measure: 'relative' } as const;

  it('measures what Normalization.adapt measures', () => {
    const actual = [...statistics.mean, ...statistics.variance];
    expectParity(actual, [...mean, ...variance], {
      ...claim,
      name: 'fitNormalization',
      path: 'float64',
      tolerance: 1e-6,
    });
  });

  it('gives a layer that normalizes as Keras does', () => {
    const layer = new NormalizationLayer({ statistics });
    const output = tf.tidy(() => (layer.apply(tf.tensor2d(x, [x.length / dim, dim])) as tf.Tensor).dataSync());
    layer.dispose();
    // Column 3 has mean 100 and deviation 0.1: three digits of float32 are lost in Keras too.
    expectParity(output, normalized, { ...claim, name: 'NormalizationLayer', path: 'wasm', tolerance: 1e-4 });
  });

  it('gives variance 1 to a column that never changes', () => {
    const constant = fitNormalization(Float32Array.of(5, 1, 5, 2, 5, 3), { dim: 2 });
    expect(Array.from(constant.mean)).toEqual([5, 2]);
    expect(Array.from(constant.variance)).toEqual([1, Math.fround(2 / 3)]);
  });

  it('refuses incomplete rows and values that are not finite', () => {
    expect(() => fitNormalization(new Float32Array(5), { dim: 2 })).toThrow(/whole rows/);
    expect(() => fitNormalization(new Float32Array(0), { dim: 2 })).toThrow(/whole rows/);
    expect(() => fitNormalization(Float32Array.of(1, Number.NaN), { dim: 2 })).toThrow(/finite/);
  });
});
