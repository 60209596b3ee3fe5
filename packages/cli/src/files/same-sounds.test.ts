import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sameSounds } from './same-sounds.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-sounds-'));
});
afterAll(() => rm(home, { recursive: true }));

test('the same samples in another container are one sound, other samples of the same length are none', async () => {
  const at = (name: string): string => join(home, name);
  const ramp = (step: number) => Float32Array.from({ length: 8 }, (_, i) => (i * step) / 32768);
  const write = (name: string, samples: Float32Array, bitDepth: 16 | 24) =>
    writeFile(at(name), encodeWav({ channels: [samples], sampleRate: 8000 }, { bitDepth }));
  await write('a.wav', ramp(100), 16);
  await write('b.wav', ramp(100), 24);
  await write('other.wav', ramp(101), 16);
  await write('alone.wav', ramp(7).subarray(0, 5), 16);
  await copyFile(at('b.wav'), at('copy of b.wav'));
  await copyFile(at('other.wav'), at('copy of other.wav'));
  const shape = { sampleRate: 8000, channelCount: 1, frames: 8 };
  const files = new Map(
    ['a.wav', 'b.wav', 'copy of b.wav', 'other.wav', 'copy of other.wav', 'alone.wav'].map((name) => [
      at(name),
      name === 'alone.wav' ? { ...shape, frames: 5 } : shape,
    ]),
  );
  const damaged: string[] = [];
  const tell = (path: string): void => void damaged.push(path);
  expect(await sameSounds(files, new AbortController().signal, tell)).toEqual([
    { paths: [at('a.wav'), at('b.wav'), at('copy of b.wav')], sameBytes: false },
    { paths: [at('other.wav'), at('copy of other.wav')], sameBytes: true },
  ]);
  expect(damaged).toEqual([]);

  // What was readable when its head was read is told, and the others are compared.
  await writeFile(at('a.wav'), 'no sound any more');
  expect((await sameSounds(files, new AbortController().signal, tell)).map(({ paths }) => paths)).toEqual([
    [at('b.wav'), at('copy of b.wav')],
    [at('other.wav'), at('copy of other.wav')],
  ]);
  expect(damaged).toEqual([at('a.wav')]);
});
