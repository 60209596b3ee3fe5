import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav, loadAudio, voiceFunctionals } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenRecording } from '../features/open-recording.ts';
import { describeRecording, functionalsTask } from './functionals-task.ts';

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-functionals-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const rate = 16000;
const tone = (hz: number) =>
  Float32Array.from({ length: 2 * rate }, (_, n) => Math.round(9000 * Math.sin((2 * Math.PI * hz * n) / rate)) / 32768);
const file = async (name: string, bytes: Uint8Array) => {
  const path = join(home, name);
  await writeFile(path, bytes);
  return path;
};
const wav = (samples: Float32Array) => encodeWav({ channels: [samples], sampleRate: rate }, { bitDepth: 16 });
const inMemory = (samples: Float32Array): Pick<OpenRecording, 'load'> => ({
  load: (options) => loadAudio(wav(samples), options),
});

test('describes a recording as a whole once, and finds it in the store after that', async () => {
  const path = await file('a.wav', wav(tone(200)));
  const expected = Float32Array.from(voiceFunctionals(tone(200), { sampleRate: rate }).values);
  const folder = join(home, 'store');
  expect(await functionalsTask({ path, folder })).toEqual({ rows: [expected], nativeRate: rate, computed: true });
  expect(await functionalsTask({ path, folder })).toEqual({ rows: [expected], nativeRate: rate, computed: false });
  expect(await describeRecording(inMemory(tone(200)))).toEqual({ rows: [expected], nativeRate: rate });
});

test('a stretch of a recording is a recording of its own', async () => {
  const two = new Float32Array(4 * rate);
  two.set(tone(150));
  two.set(tone(300), 2 * rate);
  const path = await file('two.wav', wav(two));
  const whole = await functionalsTask({ path, folder: join(home, 'store') });
  const second = await functionalsTask({ path, start: 2, end: 4, folder: join(home, 'store') });
  expect(second).toEqual({
    ...(await describeRecording(inMemory(tone(300)))),
    computed: true,
  });
  expect(second).not.toEqual(whole);
});

test('in windows, those that say something count, and the store keeps them apart from the whole', async () => {
  const samples = new Float32Array(3 * rate);
  samples.set(tone(200));
  const path = await file('windows.wav', wav(samples));
  const folder = join(home, 'store-of-windows');
  const made = await functionalsTask({ path, folder, window: 1 });
  // Of the five windows the last is silent; a tone is no speech, so that all that sound count.
  expect(made).toMatchObject({ rows: { length: 4 }, computed: true });
  expect(await functionalsTask({ path, folder, window: 1 })).toEqual({ ...made, computed: false });
  expect(await functionalsTask({ path, folder })).toMatchObject({ rows: { length: 1 }, computed: true });
});

test('a file that is missing, empty, silent or no audio says why', async () => {
  const folder = join(home, 'store');
  const problem = async (path: string) => functionalsTask({ path, folder });
  expect(await problem(join(home, 'none.wav'))).toEqual({ problem: expect.stringMatching(/cannot be read/) });
  expect(await problem(await file('0.wav', wav(new Float32Array(0))))).toEqual({ problem: 'it holds no audio' });
  expect(await problem(await file('silent.wav', wav(new Float32Array(900))))).toEqual({
    problem: 'it is silent: every sample is zero',
  });
  expect(await problem(await file('text.wav', new TextEncoder().encode('no sound')))).toEqual({
    problem: expect.stringMatching(/./),
  });
});
