import { expect, test } from 'vitest';
import { loadAudio } from './load-audio.ts';
import { loadWav } from './load-wav.ts';
import { resample } from './resample/resample.ts';
import { encodeWav } from './wav/encode-wav.ts';

const refusal = (message: RegExp) =>
  expect.objectContaining({ code: 'invalid-option', message: expect.stringMatching(message) });

/** A WAV file of silence in bytes, at any rate. */
function silence(frames: number, sampleRate: number): Uint8Array {
  return encodeWav({ channels: [new Float32Array(frames)], sampleRate }, { bitDepth: 16 });
}

test.each([
  ['46 bytes at 3.7 MHz', silence(1, 3_700_000), /rate of 3700000 Hz; .* at most 1000000 Hz/],
  ['a rate of 1 Hz', silence(1000, 1), /must not differ by more than a factor of 256/],
  ['megabytes at 100 Hz', silence(700_000, 100), /would make 154350000; at most 134217728 are made/],
])('%s: refused before memory and time are spent', async (_, bytes, message) => {
  const before = process.cpuUsage();
  await expect(loadAudio(bytes)).rejects.toEqual(refusal(message));
  expect(() => loadWav(bytes)).toThrow(refusal(message));
  expect(() => loadWav(bytes, { mono: false })).toThrow(refusal(message));
  expect(process.cpuUsage(before).user).toBeLessThan(1e6);
  // Nothing is wrong with the samples themselves, nor with a part of them.
  expect(loadWav(bytes, { sampleRate: null }).samples.length).toBeGreaterThan(0);
  expect((await loadAudio(bytes, { sampleRate: null, duration: 0.1 })).samples).toBeDefined();
});

test('a duration of 1e9 s is what the file has', async () => {
  expect((await loadAudio(silence(100, 22_050), { duration: 1e9 })).samples.length).toBe(100);
});

test('what is made may be large where what is there is', () => {
  expect(resample(new Float32Array(1000), { from: 100, to: 22_050 }).length).toBe(220_500);
  expect(() => resample(new Float32Array(700_000), { from: 100, to: 22_050 })).toThrow(/would make/);
});
