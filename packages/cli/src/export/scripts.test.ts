import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { encodeWav } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';
import { createHead, exportOnnx, selectBackend } from '@ser/models';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tinyBackbone } from '../../testing/tiny-backbone.ts';
import { calibrate } from '../evaluation/calibration.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { featureImage } from '../models/image-model.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { prepareSamples } from '../stages/features/prepare-samples.ts';
import { nodeScript, pythonScript } from './scripts.ts';
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

const run = promisify(execFile);
const python = process.env.PYTHON ?? 'python3';
const needed =
  'import importlib.util as u; raise SystemExit(None in [u.find_spec("librosa"), u.find_spec("onnxruntime")])';
const hasLibrosa = spawnSync(python, ['-c', needed]).status === 0;

describe('a model that learned behind a reduction of noise', () => {
  const methods = ['spectral-gating', 'spectral-subtraction'] as const;
  const settingsOf = (noiseReduction: Settings['noiseReduction']): Settings => ({
    ...plain,
    noiseReduction,
    noiseStrength: 0.7,
  });
  let folder: string;
  let clip: string;
  /** The program's own way: features, image, the network of images. */
  let computed: (own: Settings) => Promise<number[]>;
  const placeOf = (method: string, file: string): string => join(folder, method, file);
  beforeAll(async () => {
    // Inside the package, where the script finds what it imports.
    folder = await mkdtemp(fileURLToPath(new URL('../../.cache-scripts-', import.meta.url)));
    clip = join(folder, 'clip.wav');
    await writeFile(clip, encodeWav({ channels: [sound], sampleRate: rate }, { bitDepth: 16 }));
    await selectBackend('cpu');
    const head = createHead({ inputDim: 8, classes: labels.length, units: [6], seed: 5 });
    const backbone = tinyBackbone();
    for (const method of methods) {
      await mkdir(join(folder, method));
      const settings = settingsOf(method);
      const takingSamples = readingSamples(backbone, imageGraph('mel', 'vgg16', settings));
      await writeFile(
        placeOf(method, 'waveform.onnx'),
        await exportOnnx({ backbone: takingSamples, head }, { labels }),
      );
      const about = { labels, sampleRate: rate, duration: 1, clips: settings.clips, temperature: 1.3, threshold: null };
      const preprocessing = { noiseReduction: method, noiseStrength: settings.noiseStrength };
      await writeFile(placeOf(method, 'model.json'), JSON.stringify({ ...about, preprocessing }));
      const facts = { model: 'tiny', noiseReduction: method, isImage: true };
      await writeFile(placeOf(method, 'predict.mjs'), nodeScript(facts));
      await writeFile(placeOf(method, 'predict.py'), pythonScript(facts));
    }
    const { samples } = await loadAudioFile(clip, { sampleRate: null });
    const session = await ort.InferenceSession.create(await exportOnnx({ backbone, head }, { labels }));
    head.dispose();
    computed = async (own) => {
      const planes = frontEndOf('mel').compute(prepareSamples(samples, null, own), own);
      const input = new ort.Tensor('float32', featureImage(planes, 'vgg16', own).data, [1, 32, 32, 3]);
      const [row] = Object.values(await session.run({ [session.inputNames[0]!]: input }));
      return calibrate([...(row!.data as Float32Array)], 1.3);
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Of what a script printed for a method: its largest distances to what is computed with noise reduction, and without. */
  const distances = async (line: string, method: Settings['noiseReduction']) => {
    const { probabilities } = JSON.parse(line) as { probabilities: Record<string, number> };
    const to = async (settings: Settings): Promise<number> =>
      Math.max(...(await computed(settings)).map((p, i) => Math.abs(p - probabilities[labels[i]!]!)));
    return [await to(settingsOf(method)), await to(plain)] as const;
  };

  test('has in predict.mjs the probabilities that are computed behind it', async () => {
    const { stdout } = await run(process.execPath, [placeOf(methods[0], 'predict.mjs'), clip]);
    const [own, other] = await distances(stdout, methods[0]);
    expect(own).toBeLessThan(1e-4);
    expect(other).toBeGreaterThan(1e-3);
  });

  test.skipIf(!hasLibrosa)(
    'has them in predict.py too (needs Python with onnxruntime and librosa; see PYTHON)',
    async () => {
      // One process: librosa takes longer to load than all the rest.
      const both = `import runpy, sys
clip, *scripts = sys.argv[1:]
for sys.argv[0] in scripts:
    sys.argv[1:] = [clip]
    runpy.run_path(sys.argv[0])`;
      const { stdout } = await run(python, [
        '-c',
        both,
        clip,
        ...methods.map((method) => placeOf(method, 'predict.py')),
      ]);
      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(methods.length);
      for (const [i, line] of lines.entries()) {
        const [own, other] = await distances(line, methods[i]!);
        expect(own, methods[i]).toBeLessThan(1e-4);
        expect(other, methods[i]).toBeGreaterThan(1e-3);
      }
    },
    60_000,
  );
});
