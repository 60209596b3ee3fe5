import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectBackend } from '../accelerators/select-backend.ts';
import { SeededDropout } from './seeded-dropout.ts';

const run = (layer: SeededDropout, training: boolean, shape: [number, number] = [64, 250]): Float32Array =>
  tf.tidy(() => (layer.apply(tf.ones(shape), { training }) as tf.Tensor).dataSync<'float32'>());

describe('SeededDropout', () => {
  let before: number;
  beforeAll(async () => {
    await selectBackend('wasm');
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  it('drops its share and scales the rest', () => {
    const values = run(new SeededDropout({ rate: 0.2, seed: 1 }), true);
    const dropped = values.filter((v) => v === 0).length / values.length;
    expect(dropped).toBeGreaterThan(0.18);
    expect(dropped).toBeLessThan(0.22);
    expect(new Set(values)).toEqual(new Set([0, 1.25]));
  });

  it('draws a new mask at every call, and the same masks for the same seed', () => {
    const a = new SeededDropout({ rate: 0.5, seed: 7 });
    const b = new SeededDropout({ rate: 0.5, seed: 7 });
    const masks = [run(a, true), run(a, true), run(a, true)];
    expect(masks[0]).not.toEqual(masks[1]);
    expect(masks[1]).not.toEqual(masks[2]);
    expect([run(b, true), run(b, true), run(b, true)]).toEqual(masks);
    expect(run(new SeededDropout({ rate: 0.5, seed: 8 }), true)).not.toEqual(masks[0]);
  });

  it('draws the mask of the step it is set to', () => {
    const layer = new SeededDropout({ rate: 0.5, seed: 7 });
    const first = run(layer, true);
    run(layer, true);
    layer.step = 0;
    expect(run(layer, true)).toEqual(first);
  });

  it('drops values independently of their neighbors, of the row and of the column', () => {
    const rows = 200;
    const columns = 100;
    const mask = run(new SeededDropout({ rate: 0.5, seed: 3 }), true, [rows, columns]).map((v) => (v > 0 ? 1 : -1));
    const correlation = (offset: number): number => {
      let sum = 0;
      for (let i = 0; i + offset < mask.length; i++) sum += mask[i]! * mask[i + offset]!;
      return Math.abs(sum) / (mask.length - offset);
    };
    // Four standard deviations of a fair coin over 20,000 throws.
    for (const offset of [1, 2, 3, 4, 8, columns, columns + 1, 2 * columns])
      expect(correlation(offset)).toBeLessThan(0.03);
  });

  it('does nothing outside training', () => {
    expect(run(new SeededDropout({ rate: 0.9 }), false).every((v) => v === 1)).toBe(true);
  });
});
