import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../files/digest.ts';
import { openRecording } from './open-recording.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-recording-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const samples = Float32Array.from({ length: 80 }, (_, i) => i / 128);
async function file(name: string): Promise<string> {
  const path = join(home, name);
  await writeFile(path, encodeWav({ channels: [samples], sampleRate: 8 }, { bitDepth: 16 }));
  return path;
}

test('a segment has the samples and the digest that the whole file has', async () => {
  const path = await file('a.wav');
  const [whole, segment] = [await openRecording({ path }), await openRecording({ path, start: 2, end: 4 })];
  expect(segment.content).toBe(whole.content);
  expect(segment.content).toBe(sha256(await readFile(path)));
  const stretch = { sampleRate: null, offset: 2, duration: 2 } as const;
  expect((await segment.load(stretch)).samples).toEqual(samples.subarray(16, 32));
  expect(await segment.load(stretch)).toEqual(await whole.load(stretch));
});

test('a file that is replaced between two segments has another digest', async () => {
  const path = await file('b.wav');
  const before = await openRecording({ path, start: 0, end: 1 });
  await writeFile(path, encodeWav({ channels: [samples.subarray(8)], sampleRate: 8 }, { bitDepth: 16 }));
  const after = await openRecording({ path, start: 1, end: 2 });
  expect(after.content).not.toBe(before.content);
  await writeFile(path, 'no sound');
  const broken = await openRecording({ path, start: 1, end: 2 });
  await expect(broken.load({ sampleRate: null })).rejects.toThrow(/^(?!.*b\.wav).*begins so/);
});
