import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encodeWav } from '@ser/dsp';
import { classifyClips } from '@ser/models';
import { openPretrained } from '@ser/models/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CommandContext } from '../cli/command.ts';
import { evaluate } from '../commands/evaluate.ts';
import { predict } from '../commands/predict.ts';
import { EXIT } from '../errors.ts';
import { isNetworkSource } from '../models/network-source.ts';
import { createReporter } from '../terminal/reporter.ts';

const golden = fileURLToPath(new URL('../../../models/golden/encoders/', import.meta.url));
const classifier = join(golden, 'hubert-classifier');

let folder: string;
let corpus: string;
/** Four recordings of RAVDESS' names: two angry ones, a happy one, and a calm one, which the model does not know. */
const names = ['03-01-05-01-01-01-01', '03-01-05-01-01-01-02', '03-01-03-01-01-01-01', '03-01-02-01-01-01-01'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-pretrained-'));
  corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  names.forEach((name, k) => {
    const samples = Float32Array.from({ length: 22_050 + 500 * k }, (_, i) => 0.3 * Math.sin(i * 0.05 * (k + 1)));
    writeFileSync(join(corpus, `${name}.wav`), encodeWav({ channels: [samples], sampleRate: 22_050 }));
  });
});
afterAll(() => rm(folder, { recursive: true }));

async function run(command: typeof predict, options: CommandContext['options'], positionals: readonly string[] = []) {
  const printed: string[] = [];
  let json: unknown;
  const code = await command.run({
    options,
    positionals,
    commandLine: '',
    commands: [],
    reporter: createReporter({ stream: process.stderr, quiet: true }),
    signal: new AbortController().signal,
    print: (text) => void printed.push(text),
    printJson(value) {
      json = value;
    },
  });
  return { code, text: printed.join('\n'), json: json as Record<string, unknown> };
}

test('what names a network by where it lies is told from the models of the table', () => {
  expect(['facebook/wav2vec2-base', './encoder', 'net.onnx', classifier].map(isNetworkSource)).toEqual(
    Array(4).fill(true),
  );
  expect(['VGG16', 'all', 'ResNet101,VGG16'].map(isNetworkSource)).toEqual([false, false, false]);
});

test('predict gives what the library gives for the whole recording, and lists what it cannot use', async () => {
  const wav = join(corpus, `${names[0]}.wav`);
  const broken = join(folder, 'broken.wav');
  writeFileSync(broken, 'RIFF');
  const { code, text, json } = await run(predict, { model: classifier }, [wav, broken]);
  expect(code).toBe(EXIT.incomplete);
  expect(text).toMatch(/03-01-05-01-01-01-01\.wav: (angry|happy|sad) \(\d+\.\d %\)/);
  const { loadAudioFile } = await import('@ser/dsp/node');
  const { samples } = await loadAudioFile(wav, { sampleRate: 16_000 });
  const [result] = json.results as { probabilities: Record<string, number> }[];
  for await (const wanted of classifyClips([samples], { backbone: await openPretrained(classifier) })) {
    expect(Object.values(result!.probabilities)).toEqual([...wanted]);
  }
  expect(json.leftOut).toMatchObject([{ path: broken }]);
});

test('evaluate reports on the recordings whose class the model knows, and says what it leaves out', async () => {
  const { code, text, json } = await run(evaluate, { model: classifier, data: [corpus] });
  expect(code).toBe(EXIT.ok);
  expect(json).toMatchObject({ files: 3, labels: ['angry', 'happy'], leftOut: [] });
  expect(text).toContain('Left out are the classes that it does not know: calm.');
  expect(text).toContain('Its classes sad stand for none of the corpus');
  expect(text).toContain('whether these voices');
});

test('evaluate takes a label map, and refuses one that names what is not there', async () => {
  const file = join(folder, 'map.json');
  writeFileSync(file, JSON.stringify({ sad: 'calm', angry: 'angry' }));
  const { json } = await run(evaluate, { model: classifier, data: [corpus], 'label-map': file });
  expect(json).toMatchObject({ files: 3, labels: ['angry', 'calm'] });
  writeFileSync(file, JSON.stringify({ sad: 'furious' }));
  await expect(run(evaluate, { model: classifier, data: [corpus], 'label-map': file })).rejects.toThrow(
    /"sad" to "furious" does not. The model knows angry, happy, sad; the corpus has angry, calm, happy/,
  );
});

test('an encoder without a classifier, and an ONNX file, are refused with what to do', async () => {
  const wav = join(corpus, `${names[0]}.wav`);
  await expect(run(predict, { model: join(golden, 'wavlm-base') }, [wav])).rejects.toThrow(
    /encoder without a classifier/,
  );
  copyFileSync(wav, join(folder, 'x.onnx'));
  await expect(run(predict, { model: join(folder, 'x.onnx') }, [wav])).rejects.toThrow(/no class names/);
  await expect(run(predict, { model: '../no/such' }, [wav])).rejects.toThrow(/no folder that exists and no repository/);
});
