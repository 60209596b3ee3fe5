import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { backgrounds, sceneRate, speechClips, speechScene } from '../../testing/speech-scenes.ts';
import { segmentSpeech } from '../speech/segment-speech.ts';
import { openSilero } from './silero.ts';

describe('openSilero', () => {
  test('its probabilities find the speech of a scene and next to nothing else', async () => {
    const silero = await openSilero();
    const { samples, speech, gaps } = speechScene(await speechClips(), {
      seed: 2,
      count: 6,
      kinds: backgrounds.slice(0, 3),
    });
    const probabilities = await silero.probabilities(samples, { sampleRate: sceneRate });
    expect(probabilities.length).toBe(Math.ceil((samples.length * 16000) / sceneRate / 512));
    // In pieces, it says the same.
    const [begin, stream] = [samples.subarray(0, 2 * sceneRate), silero.stream({ sampleRate: sceneRate })];
    const parts: number[] = [];
    for (let at = 0; at < begin.length; at += 30_011)
      parts.push(...(await stream.push(begin.subarray(at, at + 30_011))));
    parts.push(...(await stream.finish()));
    expect(parts).toEqual([...(await silero.probabilities(begin, { sampleRate: sceneRate }))]);
    const found = segmentSpeech(samples, { sampleRate: sceneRate, probabilities });
    const covered = (parts: readonly { start: number; end: number }[]): number =>
      parts.reduce(
        (sum, p) =>
          sum + found.reduce((s, f) => s + Math.max(0, Math.min(f.end, p.end) - Math.max(f.start, p.start)), 0),
        0,
      ) / parts.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(covered(speech)).toBeGreaterThan(0.98);
    expect(covered(gaps)).toBeLessThan(0.01);
    await silero.close();
  });

  test('says what to install where the model is missing', async () => {
    await expect(openSilero({ path: '/nowhere/model.onnx' })).rejects.toThrow(/npm install @jjhbw\/silero-vad/);
  });

  test('says which file is no model', async () => {
    const path = fileURLToPath(import.meta.url);
    const message = expect.stringContaining(`${path} was not opened`);
    await expect(openSilero({ path })).rejects.toMatchObject({ name: 'DspError', code: 'file', message });
  });
});
