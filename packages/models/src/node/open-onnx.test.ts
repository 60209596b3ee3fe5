import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { smallEncoder, testWaveform } from '../../testing/encoder-cases.ts';
import { seededImages } from '../../testing/seeded.ts';
import { smallBackbone, smallVgg } from '../../testing/small.ts';
import { extractEmbeddings } from '../embeddings/extract-embeddings.ts';
import { compileToOnnx } from '../engines/onnx/compile-to-onnx.ts';
import type { OnnxRuntime } from '../engines/onnx/runtime.ts';
import { openOnnx } from './open-onnx.ts';

let folder: string;
const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('opens a file with waveform input, with the mean over time of its frames', async () => {
  const backbone = smallEncoder('wavlm-base');
  const { graph, weights } = backbone;
  const outputs = ['last_hidden_state', 'last_mean'];
  const path = await write('encoder.onnx', compileToOnnx({ ...graph, outputs }, weights));
  const clips = [4000, 1500].map(testWaveform);
  const wanted: Float32Array[] = [];
  for await (const one of extractEmbeddings(clips, { backbone })) wanted.push(one);
  for (const output of outputs) {
    const session = await openOnnx(path, { output, isNormalized: true, threads: 1 });
    expect(session.backbone).toMatchObject({ input: 'waveform', outputDim: 16, name: 'encoder.onnx' });
    expect(session.backbone.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    let i = 0;
    for await (const one of extractEmbeddings(clips, { backbone: session })) {
      one.forEach((value, k) => {
        expect(Math.abs(value - wanted[i]![k]!)).toBeLessThan(1e-5);
      });
      i++;
    }
    expect(i).toBe(2);
    await session.dispose();
    await session.dispose();
  }
});

it('lets threads spin as little as those of a backbone, and the runtime print nothing', async () => {
  const create = vi.fn(() => Promise.reject(new Error('seen')));
  const runtime = { InferenceSession: { create }, Tensor: ort.Tensor } as unknown as OnnxRuntime;
  const path = await write('seen.onnx', new Uint8Array(1));
  await expect(openOnnx(path, { runtime, threads: 2 })).rejects.toThrow(/seen/);
  expect(create).toHaveBeenCalledWith(path, {
    intraOpNumThreads: 2,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { spin_duration_us: '50' } } },
  });
});

it('opens a file with image input', async () => {
  const backbone = smallBackbone(smallVgg([32, 40, 3]));
  const path = await write('vgg.onnx', compileToOnnx(backbone.graph, backbone.weights));
  const images = seededImages(3, [32, 40, 3], 1);
  const session = await openOnnx(path, { threads: 1 });
  expect(session.backbone).toMatchObject({ input: 'image', inputShape: [32, 40, 3], outputDim: 6 });
  const own = extractEmbeddings(images, { backbone, engine: 'onnx' });
  for await (const one of extractEmbeddings(images, { backbone: session })) {
    const { value } = await own.next();
    one.forEach((number, k) => {
      expect(Math.abs(number - value![k]!)).toBeLessThan(1e-5);
    });
  }
  await session.dispose();
});

it('refuses features that are no numbers', async () => {
  const { graph, weights } = smallBackbone(smallVgg([32, 40, 3]));
  const damaged = new Map([...weights].map(([name, list]) => [name, list.map((one) => ({ ...one }))]));
  const [first] = damaged.values();
  first![0]!.data = new Float32Array(first![0]!.data.length).fill(Number.NaN);
  const session = await openOnnx(await write('damaged.onnx', compileToOnnx(graph, damaged)), { threads: 1 });
  const features = extractEmbeddings(seededImages(1, [32, 40, 3], 1), { backbone: session });
  await expect(features.next()).rejects.toThrow(/damaged\.onnx gave features that are no finite numbers/);
  await session.dispose();
});

it('says what is wrong with a file or an option', async () => {
  const { graph, weights } = smallEncoder('wav2vec2-base');
  const path = await write('again.onnx', compileToOnnx(graph, weights));
  await expect(openOnnx(path, { output: 'logits' })).rejects.toThrow(
    /no output "logits"; it has last_mean, layer_means/,
  );
  await expect(openOnnx(path, { inputName: 'x' })).rejects.toThrow(/no input "x"; it has waveform/);
  await expect(openOnnx(path, { input: 'image' })).rejects.toThrow(/axes|images of/);
  await expect(openOnnx(path, { threads: -1 })).rejects.toThrow(/threads/);
  await expect(openOnnx(join(folder, 'none.onnx'))).rejects.toMatchObject({ code: 'file' });
  await expect(openOnnx(await write('text.onnx', new Uint8Array(50).fill(65)))).rejects.toMatchObject({
    code: 'runtime',
  });
});
