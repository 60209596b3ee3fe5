import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeWav } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { createHead, exportOnnx, selectBackend } from '@ser/models';
import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { tinyBackbone } from '../../testing/tiny-backbone.ts';
import { calibrate } from '../evaluation/calibration.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { featureImage } from '../models/image-model.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { nodeScript } from './scripts.ts';
import { imageGraph, readingSamples } from './waveform-graph.ts';

const rate = 8000;
const labels = ['calm', 'angry', 'sad'];
const image = { nMels: 20, nFft: 256, hopLength: 100, fMax: 4000, imageHeight: 32, imageWidth: 32 };
const plain: Settings = { ...DEFAULTS, ...image, sampleRate: rate, duration: 1, noiseReduction: 'none' };

/** A hum that changes, in noise; shorter than what the model takes. */
const sound = (() => {
  let state = 1;
  return Float32Array.from({ length: 0.8 * rate }, (_, i) => {
    state = (state * 48271) % 2147483647;
    return 0.2 * Math.sin(i * 0.2 + 5 * Math.sin(i * 0.001)) * Math.sin(i / 800) + 0.05 * (state / 2147483647 - 0.5);
  });
})();

test('predict.mjs gives the probabilities that are computed behind a reduction of noise', async () => {
  // Inside the package, where the script finds what it imports.
  const folder = await mkdtemp(fileURLToPath(new URL('../../.cache-scripts-', import.meta.url)));
  try {
    const settings: Settings = { ...plain, noiseReduction: 'spectral-gating', noiseStrength: 0.7 };
    const { noiseReduction, noiseStrength, clips } = settings;
    await selectBackend('cpu');
    const head = createHead({ inputDim: 8, classes: labels.length, units: [6], seed: 5 });
    const backbone = tinyBackbone();
    const takingSamples = readingSamples(backbone, imageGraph('mel', 'vgg16', settings));
    await writeFile(join(folder, 'waveform.onnx'), await exportOnnx({ backbone: takingSamples, head }, { labels }));
    const about = { labels, sampleRate: rate, duration: 1, clips, temperature: 1.3, threshold: null };
    const preprocessing = { noiseReduction, noiseStrength };
    await writeFile(join(folder, 'model.json'), JSON.stringify({ ...about, preprocessing }));
    const script = join(folder, 'predict.mjs');
    await writeFile(script, nodeScript({ model: 'tiny', noiseReduction, isImage: true }));
    const clip = join(folder, 'clip.wav');
    await writeFile(clip, encodeWav({ channels: [sound], sampleRate: rate }, { bitDepth: 16 }));
    const { stdout } = await promisify(execFile)(process.execPath, [script, clip]);
    const told = labels.map((label) => (JSON.parse(stdout).probabilities as Record<string, number>)[label]!);

    // The program's own way: features, image, the network of images.
    const { samples } = await loadAudioFile(clip, { sampleRate: null });
    const session = await ort.InferenceSession.create(await exportOnnx({ backbone, head }, { labels }));
    const computed = async (own: Settings): Promise<number[]> => {
      const planes = frontEndOf('mel').compute(prepareSamples(samples, null, own), own);
      const input = new ort.Tensor('float32', featureImage(planes, 'vgg16', own).data, [1, 32, 32, 3]);
      const [row] = Object.values(await session.run({ [session.inputNames[0]!]: input }));
      return calibrate([...(row!.data as Float32Array)], 1.3);
    };
    const largest = (other: readonly number[]): number => Math.max(...other.map((p, i) => Math.abs(p - told[i]!)));
    expect(largest(await computed(settings))).toBeLessThan(1e-4);
    expect(largest(await computed(plain))).toBeGreaterThan(1e-3);
    await session.release();
    head.dispose();
  } finally {
    await rm(folder, { recursive: true });
  }
});
