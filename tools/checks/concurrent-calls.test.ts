import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCorpusFrom } from '@ser/corpora';
import { decodeAudio, encodeWav, extractFeatures, loadAudio, pitchShift, resample, timeStretch } from '@ser/dsp';
import { extractFileFeatures, loadAudioFile } from '@ser/dsp/node';
import { digestFile, readFiles, replaceFiles, walkFiles } from '@ser/files';
import {
  createHead,
  packClassifier,
  predict,
  readKerasWeights,
  readSafetensors,
  selectBackend,
  train,
  unpackClassifier,
} from '@ser/models';
import { loadClassifier, saveClassifier } from '@ser/models/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomOf } from '../fuzz/mutate.ts';
import { root } from './workspace.ts';

/**
 * What the packages keep at module level, and what here would notice if two calls got into each other's way:
 *
 * | package | kept | calls |
 * |---|---|---|
 * | dsp | WebAssembly memories, tables of windows, filters and resamplers, decoders of optional packages | features, resampling, stretching, codecs |
 * | dsp/node | nothing; threads per call | features of files |
 * | models | TensorFlow.js' engine, back end and memory, our kernels in it | training, prediction, saving, loading |
 * | models | nothing for weight files | HDF5, safetensors |
 * | models/node | the counter of event files | saving and loading folders |
 * | files | the counter of temporary names | replacing, reading, walking |
 * | corpora, ravdess, metrics | nothing | reading a corpus |
 */
const calls: Record<string, () => Promise<unknown>> = {};
let folder: string;

const golden = (path: string): Uint8Array => Uint8Array.from(readFileSync(join(root, 'packages', path)));
const tone = (frequency: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * frequency * i) / 16_000) / 2);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'concurrent-'));
  await selectBackend('wasm');
  const features = { mfcc: { nMfcc: 13 }, melSpectrogram: { nMels: 32 } } as const;
  for (const frequency of [220, 330]) {
    const samples = tone(frequency, 12_000);
    const wav = encodeWav({ channels: [samples], sampleRate: 16_000 });
    const path = join(folder, `${frequency}.wav`);
    writeFileSync(path, wav);
    calls[`features ${frequency}`] = async () => extractFeatures(samples, { sampleRate: 16_000, features });
    calls[`load ${frequency}`] = () => loadAudio(wav, { sampleRate: 22_050 });
    calls[`load file ${frequency}`] = () => loadAudioFile(path, { sampleRate: 8000 });
    calls[`resample ${frequency}`] = async () => resample(samples, { from: 16_000, to: 11_025 });
    calls[`stretch ${frequency}`] = async () => timeStretch(samples, { rate: 1.1 });
    calls[`shift ${frequency}`] = async () => pitchShift(samples, { sampleRate: 16_000, nSteps: 2 });
    calls[`head ${frequency}`] = () => trained(frequency);
    calls[`files ${frequency}`] = async () => {
      await replaceFiles(
        join(folder, `set-${frequency}`),
        new Map([
          ['a', wav],
          ['b', wav.subarray(9)],
        ]),
      );
      return [...(await readFiles(join(folder, `set-${frequency}`)))];
    };
  }
  calls['file features'] = async () => {
    const all: unknown[] = [];
    const paths = [220, 330].map((frequency) => join(folder, `${frequency}.wav`));
    for await (const { features: found } of extractFileFeatures(paths, { features, workers: 2 })) all.push(found);
    return all;
  };
  for (const name of ['vgg-keras1.h5', 'vgg-new.weights.h5', 'resnet-split.h5']) {
    calls[name] = () => readKerasWeights(golden(`models/golden/weights/${name}`));
  }
  calls['broken.h5'] = () => readKerasWeights(golden('models/golden/weights/vgg-keras2.h5').subarray(0, 20_000));
  for (const name of ['wav2vec2-base', 'hubert-base']) {
    const bytes = golden(`models/golden/encoders/${name}/model.safetensors`);
    calls[name] = async () => readSafetensors(bytes);
  }
  for (const name of ['mono-16.flac', 'stereo.ogg', 'mono-cbr.mp3', 'mono.opus', 'mono-16.au']) {
    calls[name] = () => decodeAudio(golden(`dsp/golden/codecs/${name}`));
  }
  calls.corpus = () =>
    readCorpusFrom(
      { files: ['a.wav', 'b.wav', 't.csv'], readText: async () => 'path,label\na.wav,x\nb.wav,y\n' },
      { table: 't.csv' },
    );
  calls.walk = async () =>
    (await walkFiles(join(root, 'packages/files/src'))).files.map(({ relativePath }) => relativePath);
  calls.digest = () => digestFile(join(folder, '220.wav'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Trains, saves, loads and asks a small head. */
async function trained(seed: number): Promise<unknown> {
  const x = Float32Array.from({ length: 160 }, (_, i) => Math.sin(i * i + seed));
  const y = Int32Array.from({ length: 40 }, (_, i) => (x[4 * i]! > 0 ? 1 : 0));
  const head = createHead({ inputDim: 4, classes: 2, units: [8], seed });
  for await (const _ of train(head, { x, y, sampleShape: [4], classes: 2, epochs: 3, batchSize: 8, seed })) {
    // Only the result counts.
  }
  const classifier = { head, labels: ['a', 'b'], preprocessing: { seed } };
  const packed = await unpackClassifier(await packClassifier(classifier));
  await saveClassifier(join(folder, `head-${seed}`), classifier);
  const loaded = await loadClassifier(join(folder, `head-${seed}`));
  const results = [];
  for (const model of [head, packed.head, loaded.head]) {
    results.push(await predict(model, x, { sampleShape: [4] }));
    model.dispose();
  }
  return [loaded.preprocessing, results];
}

/** A digest of anything: numbers by their bytes, maps and objects by their entries. */
function digest(value: unknown): string {
  const hash = createHash('sha256');
  const add = (one: unknown): void => {
    if (ArrayBuffer.isView(one)) hash.update(new Uint8Array(one.buffer, one.byteOffset, one.byteLength));
    else if (one instanceof Map) for (const entry of one) add(entry);
    else if (Array.isArray(one)) for (const item of one) add(item);
    else if (one instanceof Error) hash.update(one.message);
    else if (typeof one === 'object' && one !== null) for (const entry of Object.entries(one)) add(entry);
    else hash.update(String(one));
  };
  add(value);
  return hash.digest('hex');
}
const run = (name: string): Promise<string> => calls[name]!().then(digest, digest);

test('any two calls at once give the bytes that each gives alone', async () => {
  const names = Object.keys(calls);
  const alone = new Map<string, string>();
  for (const name of names) alone.set(name, await run(name));
  // Nothing is compared that differs by itself.
  for (const name of names) expect(await run(name), `${name}, twice`).toBe(alone.get(name));
  const random = randomOf(19);
  for (let round = 0; round < 120; round++) {
    const pair = [names[random(names.length)]!, names[random(names.length)]!, names[random(names.length)]!].slice(
      random(2),
    );
    // The same target on disk is one saver's after the other.
    const together = await Promise.all(pair.map(run));
    expect(together, pair.join(' + ')).toEqual(pair.map((name) => alone.get(name)));
  }
}, 120_000);
