import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AugmentationName, describeAugmentation } from '../../corpus/augmentations.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { functionalsTask } from '../baseline/functionals-task.ts';
import { clipTask } from './clip-task.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-huge-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Finite numbers of float32, as a header or a fault of a converter makes them, and what is not finite. */
const peaks = [1e-38, 1e10, 1e19, 1e38, 3.4e38, Number.POSITIVE_INFINITY, Number.NaN];
const kinds: readonly AugmentationName[] = ['noise', 'stretch', 'pitch'];

test.each(peaks)(
  'samples around %d give finite features or a problem, never an error that stops the others',
  async (peak) => {
    for (const sampleRate of [8000, 48_000]) {
      const path = join(folder, `${peak}-${sampleRate}.wav`);
      const frames = sampleRate / 2;
      const bytes = Buffer.from(encodeWav({ channels: [new Float32Array(frames)], sampleRate }, { bitDepth: '32f' }));
      // The encoder refuses what is not finite; a file may hold it.
      for (let i = 0; i < frames; i++)
        bytes.writeFloatLE(peak * Math.sin(i * i * 1e-4 + 1), bytes.length - 4 * (frames - i));
      await writeFile(path, bytes);
      for (const changed of [
        { features: 'mel' },
        { features: 'mfcc-deltas', noiseReduction: 'spectral-subtraction' },
        { features: 'mel-deltas', noiseReduction: 'spectral-gating' },
        { features: 'waveform' },
      ] as const) {
        const augmentations = kinds.map((kind) => ({
          wave: { transform: describeAugmentation(kind, DEFAULTS), seed: 1 },
          masks: null,
        }));
        const settings = { ...DEFAULTS, sampleRate: 16_000, duration: 0.5, ...changed };
        const result = await clipTask({ path, augmentations: [null, ...augmentations], settings, folder });
        if ('problem' in result) {
          expect(result.problem).toMatch(/finite|float32|silent|not a number/i);
          continue;
        }
        if (!('keys' in result)) throw new Error(JSON.stringify(result));
        const store = new ArrayStore(folder);
        for (const key of result.keys) expect((await store.read(key))!.data.every(Number.isFinite)).toBe(true);
      }
      const described = await functionalsTask({ path, folder });
      if ('failure' in described) throw new Error(described.failure);
      const rows = 'problem' in described ? [] : described.rows;
      expect(rows.every((row) => row.every(Number.isFinite))).toBe(true);
    }
  },
);
