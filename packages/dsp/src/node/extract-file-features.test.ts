import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { signals } from '../../testing/golden.ts';
import { extractFeatures } from '../features/extract-features.ts';
import { loadWav } from '../load-wav.ts';
import { typedArrayName } from '../signal.ts';
import { encodeWav } from '../wav/encode-wav.ts';
import { extractFileFeatures, type FileFeatures } from './extract-file-features.ts';
import { openFeaturePool } from './feature-pool.ts';

const request = {
  sampleRate: 16000,
  features: { logMelSpectrogram: { nMels: 32 }, mfcc: { nMfcc: 13 }, rms: true },
} as const;

let folder: string;
const paths: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dsp-files-'));
  for (let i = 0; i < 14; i++) {
    const path = join(folder, `${i}.wav`);
    const samples = Float32Array.from(signals.speech!.subarray(i * 500, 9000 + i * 900));
    await writeFile(path, encodeWav({ channels: [samples], sampleRate: 22050 }));
    paths.push(path);
  }
});

afterAll(() => rm(folder, { recursive: true }));

async function all(
  list: string[],
  workers: number,
  options: object = {},
): Promise<FileFeatures<typeof request.features>[]> {
  const results = [];
  for await (const result of extractFileFeatures(list, { ...request, ...options, workers })) results.push(result);
  return results;
}

/** Every byte of every feature, by file. */
const bytesOf = (results: FileFeatures<typeof request.features>[]): Map<string, string> =>
  new Map(
    results.map(({ path, features }) => [
      path,
      Object.values(features!)
        .map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex'))
        .join(),
    ]),
  );

test('neither the number of workers nor the order of the files changes a byte', async () => {
  const one = await all(paths, 1);
  const three = await all(paths, 3);
  const reversed = await all(paths.toReversed(), 2);
  expect(one.map(({ path }) => path)).toEqual(paths);
  expect(three.map(({ index }) => index)).toEqual(paths.map((_, i) => i));
  expect(reversed.map(({ path }) => path)).toEqual(paths.toReversed());
  const expected = bytesOf(one);
  expect(bytesOf(three)).toEqual(expected);
  for (const [path, bytes] of bytesOf(reversed)) expect(bytes).toBe(expected.get(path));
});

test('equals loading and extracting in this thread', async () => {
  const [first] = await all(paths.slice(0, 1), 1, { duration: 0.3, offset: 0.05, normalize: true, dtype: 'float64' });
  const bytes = encodeWav({ channels: [Float32Array.from(signals.speech!.subarray(0, 9000))], sampleRate: 22050 });
  const { samples } = loadWav(bytes, { sampleRate: 16000, duration: 0.3, offset: 0.05, dtype: 'float64' });
  const peak = samples.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const own = extractFeatures(
    samples.map((value) => value / peak),
    request,
  );
  expect(typedArrayName(first!.features!.rms.data)).toBe('Float64Array');
  expect(first!.features!.mfcc.data).toEqual(own.mfcc.data);
  expect(first!.features!.logMelSpectrogram.shape).toEqual(own.logMelSpectrogram.shape);
});

test('without a file for threads, this thread computes the same, and says so once', async () => {
  const warnings: string[] = [];
  const missing = () => new URL('file:///nowhere/feature-worker.js');
  const pool = await openFeaturePool(2, (message) => warnings.push(message), missing);
  const answer = await pool.run({ path: paths[0]!, options: request });
  await pool.close();
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/no file for its worker threads.*nowhere.*Keep @ser\/dsp out of the bundle/);
  const [first] = await all(paths.slice(0, 1), 1);
  expect('matrices' in answer && answer.matrices.find(({ name }) => name === 'rms')!.data).toEqual(
    first!.features!.rms.data,
  );
  // In a bundle that is CommonJS the address of this module is unknown.
  const lost = await openFeaturePool(
    1,
    (message) => warnings.push(message),
    () => new URL('./x.js', undefined),
  );
  expect(lost).toBe(pool);
  expect(warnings).toHaveLength(2);
  // Files that wait for this thread hold memory and nothing else.
  expect(pool.ahead).toBe(1);
  const reason = new Error('enough');
  await expect(pool.run({ path: paths[0]!, options: request }, AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('threads that are there and fail are told as such, and not worked around', async () => {
  const broken = join(folder, 'broken.mjs');
  await writeFile(broken, "throw new Error('out of handles');");
  const warnings: string[] = [];
  const opening = openFeaturePool(
    1,
    (message) => warnings.push(message),
    () => pathToFileURL(broken),
  );
  await expect(opening).rejects.toMatchObject({ code: 'worker', message: expect.stringMatching(/out of handles/) });
  expect(warnings).toEqual([]);
});

test('a file that cannot be used is told by name, and the others go on', async () => {
  const broken = join(folder, 'broken.wav');
  await writeFile(broken, 'no RIFF here');
  const missing = join(folder, 'missing.wav');
  const results = await all([paths[0]!, broken, missing, paths[1]!], 2);
  expect(results.map(({ error }) => error?.code)).toEqual([undefined, 'invalid-audio', 'file', undefined]);
  expect(results[1]!.error!.message).toContain('broken.wav');
});

test('options that are wrong for every file are told with every file', async () => {
  const [result] = await all(paths.slice(0, 1), 1, { nFft: 0 });
  expect(result!.error!.code).toBe('invalid-option');
});

test('stops when aborted, and when the loop is left', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const seen: number[] = [];
  const run = async (): Promise<void> => {
    for await (const { index } of extractFileFeatures(paths, { ...request, workers: 2, signal: controller.signal })) {
      seen.push(index);
      if (index === 2) controller.abort(reason);
    }
  };
  await expect(run()).rejects.toBe(reason);
  expect(seen).toEqual([0, 1, 2]);
  for await (const { index } of extractFileFeatures(paths, { ...request, workers: 2 })) if (index === 1) break;
  await expect(all(paths, 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test('refuses functions among the options, and no workers', async () => {
  const functional = { ...request, window: (length: number) => new Float64Array(length).fill(1) };
  const first = async (options: object): Promise<unknown> =>
    (await extractFileFeatures(paths, { ...request, ...options }).next()).value;
  const codeOf = async (options: object): Promise<void> => {
    const outcome = await first(options).catch((error: unknown) => error);
    expectCode('invalid-option', () => {
      throw outcome;
    });
  };
  await codeOf(functional);
  await codeOf({ workers: 0 });
  expect(await all([], 4)).toEqual([]);
});
