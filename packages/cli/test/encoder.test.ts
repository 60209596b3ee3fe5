import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeWav } from '@ser/dsp';
import { compileToOnnx } from '@ser/models';
import { openPretrained } from '@ser/models/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { predictionsFromCsv } from '../src/evaluation/predictions.ts';
import { runBuilt } from './run-inside.ts';

/** A small random encoder, as transformers saved it. */
const encoder = fileURLToPath(new URL('../../models/golden/encoders/wavlm-base', import.meta.url));

let folder: string;
let corpus: string;

/** Four speakers, two classes of different pitch, clips of different lengths. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-encoder-'));
  corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  for (let actor = 1; actor <= 4; actor++) {
    for (const emotion of [3, 5]) {
      for (let repetition = 1; repetition <= 2; repetition++) {
        const length = 9000 + 700 * actor + 300 * repetition;
        const step = (emotion === 3 ? 0.05 : 0.4) * (1 + actor / 50);
        const samples = Float32Array.from({ length }, (_, i) => 0.3 * Math.sin(i * step) + 0.02 * Math.sin(i * i));
        const name = `03-01-0${emotion}-01-01-0${repetition}-0${actor}.wav`;
        writeFileSync(join(corpus, name), encodeWav({ channels: [samples], sampleRate: 16_000 }));
      }
    }
  }
});
afterAll(() => rm(folder, { recursive: true }));

const ser = (...args: string[]) => runBuilt([...args, '--cache', join(folder, 'cache')], { cwd: folder });
const changes = ['--set', 'actorPreset=none', '--set', 'folds=2', '--set', 'epochs=5', '--set', 'validationSize=0.4'];

test('the recipe emobox runs from a folder of transformers to a report, and predict says what evaluate scored', async () => {
  const whole = ['--data', corpus, '--run', 'run', '--model', encoder, '--recipe', 'emobox', ...changes];
  const first = await ser('reproduce', ...whole);
  expect(first.code, first.stderr).toBe(0);
  expect(first.stderr).toContain('3 hidden states of 16');
  expect(first.stderr).toContain('16 waveforms');
  const report = readFileSync(join(folder, 'run', 'report.md'), 'utf8');
  expect(report).toMatch(/How much each hidden state of the encoder counts.*0: \d+\.\d %, 1: \d+\.\d %, 2: \d+\.\d %/);
  // What was computed is not computed again.
  const second = await ser('reproduce', ...whole);
  expect(second.stderr).toContain('16 of 48 numbers by onnx: 0 computed, 16 reused');
  expect(second.stderr).toContain('trained already');

  const fold = join('run', 'fold-0');
  const csv = join(folder, fold, 'wavlm-base', 'predictions.csv');
  const { predictions, labels } = predictionsFromCsv(readFileSync(csv, 'utf8'), csv);
  const files = predictions.map(({ file }) => join(corpus, file));
  const predicted = await ser('predict', '--run', fold, '--json', ...files);
  expect(predicted.code, predicted.stderr).toBe(0);
  const { model, results } = JSON.parse(predicted.stdout) as {
    model: string;
    results: { probabilities: Record<string, number> }[];
  };
  expect(model).toBe('wavlm-base');
  results.forEach(({ probabilities }, i) => {
    labels.forEach((label, k) => {
      expect(probabilities[label]).toBeCloseTo(predictions[i]!.probabilities[k]!, 5);
    });
  });

  // The encoder with its head leaves as one file that takes samples, and in int8 as another.
  const exported = await ser('export', '--run', fold, '--out', 'exported', '--json', '--int8', files[0]!);
  expect(exported.code, exported.stderr).toBe(0);
  const { int8, image, files: written } = JSON.parse(exported.stdout);
  expect(Object.keys(written)).toEqual(expect.arrayContaining(['waveform.onnx', 'waveform.int8.onnx', 'predict.py']));
  expect([image, int8.recordings, int8.stretches]).toEqual([null, 1, 1]);
  expect(int8.largest).toBeGreaterThan(0);
  expect(int8.largest).toBeLessThan(0.05);
}, 240_000);

test('a network of an ONNX file trains a head, with the mean over time of what it gives', async () => {
  const { graph, weights } = await openPretrained(encoder);
  const file = join(folder, 'own.onnx');
  writeFileSync(file, compileToOnnx({ ...graph, outputs: ['last_hidden_state'] }, weights));
  const args = ['--data', corpus, '--run', 'own', '--model', file, '--recipe', 'emobox', ...changes, '--fold', '0'];
  const trained = await ser('train', ...args);
  expect(trained.code, trained.stderr).toBe(0);
  expect(trained.stderr).toContain('16 values of a waveform at 16000 Hz');
  const tested = await ser('evaluate', '--run', 'own');
  expect(tested.code, tested.stderr).toBe(0);
  expect(tested.stdout).toContain('own');
}, 120_000);

test('another sampling rate, other weights and fine-tuning are refused with what to do', async () => {
  const run = (...args: string[]) => ser('train', '--data', corpus, '--run', 'refused', '--model', encoder, ...args);
  const rate = await run('--set', 'validationSize=0.4');
  expect([rate.code, rate.stderr]).toEqual([2, expect.stringContaining('takes 16000 Hz; sampleRate is 22050')]);
  const tuned = await run('--recipe', 'emobox', ...changes, '--train', 'full');
  expect([tuned.code, tuned.stderr]).toEqual([2, expect.stringContaining('speech encoders stay frozen')]);
  const weights = await run('--recipe', 'emobox', ...changes, '--weights', 'imagenet');
  expect([weights.code, weights.stderr]).toEqual([2, expect.stringContaining('comes with its weights')]);
}, 120_000);
