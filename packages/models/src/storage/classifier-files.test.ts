import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { separableSamples } from '../../testing/separable-samples.ts';
import { selectBackend } from '../accelerators/select-backend.ts';
import { ModelsError } from '../errors.ts';
import { createHead } from '../heads/create-head.ts';
import { fitNormalization } from '../heads/fit-normalization.ts';
import { predict } from '../training/predict.ts';
import type { ClassifierToSave } from './classifier.ts';
import { packClassifier } from './pack-classifier.ts';
import { unpackClassifier } from './unpack-classifier.ts';

const { x } = separableSamples({ count: 20, dim: 5, classes: 3, seed: 1 });
const backbone = { name: 'vgg16', inputShape: [64, 130, 3], outputDim: 5, fingerprint: 'ab'.repeat(32) };

function classifier(): ClassifierToSave {
  return {
    head: createHead({ inputDim: 5, classes: 3, units: [7], normalization: fitNormalization(x, { dim: 5 }), seed: 4 }),
    backbone,
    labels: ['calm', 'happy', 'sad'],
    preprocessing: { sampleRate: 22050, bands: { count: 64, scale: null }, steps: ['trim', true] },
    card: {
      title: 'Three emotions',
      license: 'CC-BY-NC-SA-4.0',
      datasets: ['RAVDESS'],
      metrics: { accuracy: 0.5 },
      evaluation: 'On nothing.',
      limitations: 'Not for use.',
    },
  };
}

describe('packClassifier and unpackClassifier', () => {
  it('say in the card what the backbone takes, also where that is a clip of any length, and give it back', async () => {
    const head = createHead({ inputDim: 6, layers: 2, classes: 2, units: [] });
    const encoder = { ...backbone, name: 'wavlm', inputShape: [-1], outputDim: 6 };
    const files = await packClassifier({ head, labels: ['a', 'b'], preprocessing: {}, backbone: encoder }, 'test');
    expect(new TextDecoder().decode(files.get('README.md')!)).toContain('wavlm on waveforms of any length');
    const again = await unpackClassifier(files);
    expect(again.backbone).toEqual(encoder);
    for (const model of [head, again.head]) model.dispose();
  });

  it('refuse a head that was trained on another backbone of the same size', async () => {
    const { head, ...rest } = classifier();
    const trainedOn = { fingerprint: 'cd'.repeat(32) };
    expect((await packClassifier({ ...rest, head, trainedOn: backbone })).size).toBe(4);
    await expect(packClassifier({ ...rest, head, trainedOn })).rejects.toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringMatching(/trained on the backbone cdcd\w+…, and this vgg16 is abab/),
      }),
    );
    head.dispose();
  });

  let before: number;
  beforeAll(async () => {
    await selectBackend('wasm');
    before = tf.memory().numTensors;
  });
  afterAll(() => expect(tf.memory().numTensors).toBe(before));

  it('give back the same classifier on every back end', async () => {
    const saved = classifier();
    const expected = await predict(saved.head, x, { sampleShape: [5] });
    const files = await packClassifier(saved, '@ser/models 1.2.3');
    expect([...files.keys()]).toEqual(['classifier.json', 'model.json', 'weights.bin', 'README.md']);
    for (const name of ['wasm', 'cpu'] as const) {
      await selectBackend(name);
      // As a file system gives them: views into a larger buffer.
      const pooled = new Map(
        [...files].map(([key, bytes]) => [key, Buffer.concat([Buffer.alloc(5), bytes]).subarray(5)]),
      );
      const { head, ...rest } = await unpackClassifier(pooled);
      const { labels, preprocessing, card } = saved;
      expect(rest).toEqual({ backbone, labels, preprocessing, card, savedBy: '@ser/models 1.2.3' });
      const probabilities = await predict(head, x, { sampleShape: [5] });
      probabilities.forEach((p, i) => {
        expect(p).toBeCloseTo(expected[i]!, 6);
      });
      head.dispose();
    }
    await selectBackend('wasm');
    saved.head.dispose();
  });

  it('write a model card of what is known', async () => {
    const saved = classifier();
    const card = new TextDecoder().decode((await packClassifier(saved)).get('README.md'));
    for (const part of [
      'license: "CC-BY-NC-SA-4.0"',
      'datasets:\n  - "RAVDESS"',
      '# Three emotions',
      'calm, happy, sad',
      'vgg16 on images of 64 × 130 × 3',
      '| accuracy | 0.5 |',
      'On nothing.',
      '## Limitations',
      '"sampleRate": 22050',
    ]) {
      expect(card).toContain(part);
    }
    const plain = await packClassifier({ ...saved, backbone: null, card: {} });
    expect(new TextDecoder().decode(plain.get('README.md'))).not.toMatch(/license|datasets|Evaluation|Limitations/);
    saved.head.dispose();
  });

  it('refuse labels and backbones that do not fit', async () => {
    const saved = classifier();
    for (const labels of [
      ['a', 'b'],
      ['a', 'b', 'b'],
      ['a', 'b', 'c', 'd'],
    ]) {
      await expect(packClassifier({ ...saved, labels })).rejects.toThrow(/3 different labels/);
    }
    await expect(packClassifier({ ...saved, backbone: { ...backbone, outputDim: 512 } })).rejects.toThrow(/gives 512/);
    saved.head.dispose();
  });

  it('refuse damaged files', async () => {
    const saved = classifier();
    const files = await packClassifier(saved);
    const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
    const cases: [string, Uint8Array | undefined, RegExp][] = [
      ['classifier.json', undefined, /classifier\.json/],
      ['classifier.json', Uint8Array.of(1, 2), /JSON/],
      ['classifier.json', text({ format: 'other' }), /"other"/],
      ['classifier.json', text({ format: 'ser-classifier', formatVersion: 99 }), /version 99/],
      ['model.json', undefined, /model\.json/],
      ['model.json', text({}), /model\.json/],
      ['weights.bin', undefined, /weights\.bin/],
      ['weights.bin', files.get('weights.bin')!.subarray(4), /damaged/],
    ];
    for (const [name, bytes, message] of cases) {
      const broken = new Map(files);
      if (bytes) broken.set(name, bytes);
      else broken.delete(name);
      await expect(unpackClassifier(broken)).rejects.toThrow(message);
      await expect(unpackClassifier(broken)).rejects.toThrow(ModelsError);
    }
    saved.head.dispose();
  });
});
