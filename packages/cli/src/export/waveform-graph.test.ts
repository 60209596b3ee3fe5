import { compileToOnnx } from '@ser/models';
import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import type { FrontEndName } from '../front-ends/front-ends.ts';
import { featureImage } from '../models/image-model.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { imageGraph, WAVEFORM_INPUT } from './waveform-graph.ts';

const settings: Settings = {
  ...DEFAULTS,
  sampleRate: 8000,
  duration: 1,
  nMels: 20,
  nFft: 256,
  hopLength: 100,
  fMax: 4000,
};

/** A hum that changes, with noise, of so many samples. */
function voice(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, (_, i) => {
    state = (state * 48271) % 2147483647;
    return 0.3 * Math.sin(i * 0.2 + 5 * Math.sin(i * 0.001)) + 0.02 * (state / 2147483647 - 0.5);
  });
}

describe('from samples to the image, a graph gives what the program computes', () => {
  test.each<[string, FrontEndName, 'vgg16' | 'resnet101v2', Partial<Settings>]>([
    ['log-mel', 'mel', 'vgg16', {}],
    ['for a ResNet', 'mel', 'resnet101v2', {}],
    ['in another size', 'mel', 'vgg16', { imageHeight: 32, imageWidth: 48 }],
    ['by a fixed range', 'mel', 'vgg16', { scaling: 'fixed-range', scaleMin: -60, scaleMax: -5 }],
    ['by mean and deviation', 'mel', 'vgg16', { scaling: 'z-score', preprocessing: 'none' }],
    ['with slopes', 'mel-deltas', 'vgg16', {}],
    ['behind a reduction of noise', 'mel', 'vgg16', { noiseReduction: 'spectral-subtraction' }],
    ['of a cepstrum', 'mfcc-deltas', 'resnet101v2', { nMfcc: 13 }],
  ])('%s', async (_, features, network, changed) => {
    const own: Settings = { ...settings, features, ...changed };
    const { layers, weights, output } = imageGraph(features, network, own);
    // Alone, the image leaves as it is inside: channels first.
    const alone = layers.map((layer) =>
      layer.name === output && layer.type === 'operation' ? { ...layer, shape: [3, -1, -1] } : layer,
    );
    const bytes = compileToOnnx({ name: 'front-end', layers: alone, outputs: [output] }, weights);
    const session = await ort.InferenceSession.create(bytes);
    const frontEnd = frontEndOf(features);
    for (const length of [8000, 5000, 12_345]) {
      const samples = voice(length);
      // Noise is reduced outside of the graph, which begins behind it then.
      const given = own.noiseReduction === 'none' ? samples : prepareSamples(samples, null, own);
      const tensor = new ort.Tensor('float32', given, [1, given.length]);
      const { data, dims } = (await session.run({ [WAVEFORM_INPUT]: tensor }))[output]!;
      const image = featureImage(frontEnd.compute(prepareSamples(samples, null, own), own), network, own);
      const [height, width] = image.shape as [number, number];
      expect(dims).toEqual([1, 3, height, width]);
      let worst = 0;
      for (let i = 0; i < height * width; i++)
        for (let channel = 0; channel < 3; channel++)
          worst = Math.max(
            worst,
            Math.abs((data as Float32Array)[channel * height * width + i]! - image.data[3 * i + channel]!),
          );
      // Pixels go to 255; float32 sums of a short-time spectrum differ in their last bits, slopes of them a little more.
      expect(worst).toBeLessThan(network === 'vgg16' && own.preprocessing !== 'none' ? 0.05 : 4e-4);
    }
    await session.release();
  });

  test('silence is an even image, never NaN', async () => {
    const { layers, weights, output } = imageGraph('mel', 'vgg16', settings);
    const alone = layers.map((layer) =>
      layer.name === output && layer.type === 'operation' ? { ...layer, shape: [3, -1, -1] } : layer,
    );
    const session = await ort.InferenceSession.create(
      compileToOnnx({ name: 'front-end', layers: alone, outputs: [output] }, weights),
    );
    const { data } = (
      await session.run({ [WAVEFORM_INPUT]: new ort.Tensor('float32', new Float32Array(100), [1, 100]) })
    )[output]!;
    expect((data as Float32Array).every(Number.isFinite)).toBe(true);
    await session.release();
  });
});
