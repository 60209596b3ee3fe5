import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { encodeWav } from '@ser/dsp';
import { beforeAll, expect, test } from 'vitest';
import { EXIT } from '../errors.ts';
import { createReporter } from '../terminal/reporter.ts';
import type { FileAnswer } from './answer.ts';
import { predictFiles } from './predict-files.ts';

let home: string;
let files: string[];
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-predict-'));
  files = ['a.wav', 'b.wav', 'c.wav'].map((name) => join(home, name));
  const bytes = encodeWav({ channels: [new Float32Array(8)], sampleRate: 8000 }, { bitDepth: 16 });
  for (const file of files) await writeFile(file, bytes);
  await writeFile(join(home, 'notes.txt'), 'no audio');
  return () => rm(home, { recursive: true });
});

const happy = { label: 'happy', guess: 'happy', reasons: [], probabilities: { happy: 0.75, sad: 0.25 } };
const answer: FileAnswer = { ...happy, windows: [{ start: 0, end: 1, ...happy }] };

/** Predicts with a predictor that answers at once, but for what `before` does. */
async function run(
  positionals: readonly string[],
  before: (path: string, controller: AbortController, printed: number) => void,
) {
  const controller = new AbortController();
  const printed: string[] = [];
  const json: unknown[] = [];
  let stderr = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => {
    stderr += chunk;
  });
  const predictor = {
    labels: ['happy', 'sad'],
    async predict(path: string) {
      before(path, controller, printed.length);
      controller.signal.throwIfAborted();
      return answer;
    },
    close: async () => {},
  };
  const code = await predictFiles(
    { name: 'VGG16', predictor, about: { run: 'runs/a' } },
    {
      options: {},
      positionals,
      commandLine: '',
      commands: [],
      reporter: createReporter({ stream }),
      signal: controller.signal,
      print: (text) => printed.push(text),
      printJson: (value) => json.push(value),
    },
  );
  return { code, printed, json, stderr };
}

test('interrupted, it has printed every answer so far, says how many stand, and that it begins anew', async () => {
  const seen: number[] = [];
  const { code, printed, json, stderr } = await run(files, (path, controller) => {
    seen.push(files.indexOf(path));
    if (path === files[2]) controller.abort();
  });
  expect(seen).toEqual([0, 1, 2]);
  expect(code).toBe(EXIT.interrupted);
  expect(printed).toEqual(files.slice(0, 2).map((file) => `${file}: happy (75.0 %)`));
  expect(json).toMatchObject([{ model: 'VGG16', run: 'runs/a', interrupted: true, results: [{}, {}] }]);
  expect(stderr).toMatch(/Interrupted after 2 of 3 files\. .* begins anew/);
});

test('lines come as there are answers, not at the end', async () => {
  const before: number[] = [];
  const { printed } = await run(files, (_, __, soFar) => before.push(soFar));
  expect(before).toEqual([0, 1, 2]);
  expect(printed).toHaveLength(3);
});

test('files that are not taken are named and counted', async () => {
  const { code, json, stderr } = await run([home, join(home, 'none.wav')], () => {});
  expect(code).toBe(EXIT.incomplete);
  expect(stderr).toMatch(/1 file was left out:\n {2}.*none\.wav: there is no such file/);
  expect(json).toMatchObject([{ leftOut: [{ reason: 'there is no such file' }] }]);
});
