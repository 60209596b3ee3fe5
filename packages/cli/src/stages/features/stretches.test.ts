import { createRandom } from '@ser/dsp';
import { expect, test } from 'vitest';
import { judgeStretch, windowStarts } from './stretches.ts';

const sampleRate = 16_000;
const options = { sampleRate, size: 3 * sampleRate };
const random = createRandom(1);
const seconds = (length: number, of: (t: number) => number): Float32Array =>
  Float32Array.from({ length: Math.round(length * sampleRate) }, (_, i) => of(i / sampleRate));
/** Syllables, four per second, of a voice with overtones that glides, with pauses between them. */
const babble = (t: number): number => {
  const envelope = Math.max(0, Math.sin(2 * Math.PI * 2 * t)) ** 0.5;
  const f0 = 120 + 30 * Math.sin(2 * Math.PI * 0.7 * t);
  const voiced = [1, 2, 3, 4, 5, 6].reduce((sum, k) => sum + Math.sin(2 * Math.PI * k * f0 * t) / k, 0);
  return 0.2 * envelope * voiced + 0.0005 * (random() - 0.5);
};

test.each([
  ['silent', seconds(3, () => 0)],
  ['too short', seconds(0.2, babble)],
  ['too quiet', seconds(3, (t) => 1e-4 * babble(t))],
  ['no speech', seconds(3, () => 0.3 * (random() - 0.5))],
  ['no speech', seconds(3, (t) => 0.3 * Math.sin(2 * Math.PI * 1000 * t))],
  [undefined, seconds(3, babble)],
])('%s', (reason, samples) => {
  expect(judgeStretch(samples, options)).toBe(reason);
});

test.each([
  [0, 100, [0]],
  [7, 100, [0]],
  [100, 100, [0]],
  [101, 100, [0, 1]],
  [150, 100, [0, 50]],
  [240, 100, [0, 50, 100, 140]],
  [3, 1, [0, 1, 2]],
])('%i frames in windows of %i', (frames, size, starts) => {
  expect(windowStarts(frames, size)).toEqual(starts);
});
