import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom, encodeWav, loadWav } from '@ser/dsp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AudioWindow, readWindows } from './read-windows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-windows-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function collect(
  channels: readonly Float32Array[],
  { from, to, duration }: { from: number; to: number; duration: number },
): Promise<{ windows: AudioWindow[]; bytes: Uint8Array }> {
  const bytes = encodeWav({ channels: [...channels], sampleRate: from }, { bitDepth: 16 });
  const path = join(folder, `${from}-${channels[0]!.length}.wav`);
  await writeFile(path, bytes);
  const windows: AudioWindow[] = [];
  const options = { duration, sampleRate: to, signal: new AbortController().signal };
  for await (const window of readWindows(path, options)) windows.push(window);
  return { windows, bytes };
}

const random = createRandom(1);
const noise = (length: number): Float32Array => Float32Array.from({ length }, () => random() - 0.5);

test('what is wrong with the file is told at its end', async () => {
  const bytes = encodeWav({ channels: [noise(1000)], sampleRate: 8000 }, { bitDepth: 16 });
  const path = join(folder, 'cut.wav');
  const told: string[] = [];
  const about = { duration: 0.1, sampleRate: null, signal: new AbortController().signal };
  for (const length of [bytes.length, bytes.length - 600]) {
    await writeFile(path, bytes.subarray(0, length));
    for await (const _ of readWindows(path, { ...about, onComplaint: (text) => told.push(text) }));
  }
  expect(told).toEqual(['its head promises 600 bytes of samples more than it holds']);
});

describe('windows of 100 frames', () => {
  const times = async (length: number): Promise<number[][]> => {
    const { windows } = await collect([noise(length)], { from: 8000, to: 8000, duration: 100 / 8000 });
    return windows.map(({ start, end }) => [Math.round(start * 8000), Math.round(end * 8000)]);
  };

  test('a short recording is one window, a long one overlapping ones', async () => {
    expect(await times(7)).toEqual([[0, 7]]);
    expect(await times(100)).toEqual([[0, 100]]);
    expect(await times(240)).toEqual([
      [0, 100],
      [50, 150],
      [100, 200],
      [140, 240],
    ]);
  });

  test.each([101, 149, 150, 151, 199, 200, 201, 999, 1000])('%i frames are covered by full windows', async (length) => {
    const all = await times(length);
    expect(all[0]![0]).toBe(0);
    expect(all.at(-1)![1]).toBe(length);
    for (const [i, [start, end]] of all.entries()) {
      expect(end! - start!).toBe(100);
      if (i > 0) expect(start! - all[i - 1]![0]!).toBeLessThanOrEqual(50);
      if (i > 0) expect(start!).toBeGreaterThan(all[i - 1]![0]!);
    }
  });
});

test.each([8000, 11_025, 22_050, 44_100, 48_000])(
  'each window holds what loading that stretch holds, at %i Hz and in stereo',
  async (from) => {
    const length = Math.round(2.3 * from);
    const { windows, bytes } = await collect([noise(length), noise(length)], { from, to: 22_050, duration: 1 });
    expect(windows).toHaveLength(4);
    for (const { end, share } of windows) expect(share).toBeCloseTo(end / 2.3, 3);
    for (const { start, samples } of windows) {
      const offset = (Math.round(start * from) + 0.5) / from;
      expect(samples).toEqual(loadWav(bytes, { sampleRate: 22_050, offset, duration: 1 }).samples);
    }
  },
);

test('a recording without samples is one empty window', async () => {
  const { windows } = await collect([new Float32Array(0)], { from: 8000, to: 22_050, duration: 1 });
  expect(windows).toEqual([{ start: 0, end: 0, nativeRate: 8000, share: 0, samples: new Float32Array(0) }]);
});

test('what is no WAV file says so', async () => {
  const path = join(folder, 'words.wav');
  await writeFile(path, 'no sound here, only words');
  const options = { duration: 1, sampleRate: 22_050, signal: new AbortController().signal };
  await expect(readWindows(path, options).next()).rejects.toThrow(/words\.wav: No audio format is known/);
});
