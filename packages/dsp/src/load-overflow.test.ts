import { expect, test } from 'vitest';
import { loadAudio } from './load-audio.ts';
import { encodeWav } from './wav/encode-wav.ts';

test('finite samples of which resampling or mixing makes infinities are refused, not passed on', async () => {
  const loud = Float32Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 3.4e38 : -3.4e38 * (i % 3 === 0 ? 1 : -1)));
  const mono = encodeWav({ channels: [loud], sampleRate: 16_000 }, { bitDepth: '32f' });
  const overflow = expect.objectContaining({ code: 'non-finite', message: expect.stringMatching(/Scale them first/) });
  await expect(loadAudio(mono, { sampleRate: 22_050 })).rejects.toEqual(overflow);
  expect((await loadAudio(mono, { sampleRate: null })).sampleRate).toBe(16_000);
});
