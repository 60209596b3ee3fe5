import { encodeWav, loadAudio } from '@ser/dsp';
import { fileCodecs, findFfmpeg } from '@ser/dsp/node';
import { expect, test } from 'vitest';
import { openOpusEncoder } from './encode-opus.ts';

const ffmpeg = await findFfmpeg();

test.skipIf(ffmpeg === undefined)(
  'a second of a tone is small, the same every time, and decodes as it was (needs ffmpeg)',
  async () => {
    const tone = Float32Array.from({ length: 16_000 }, (_, i) => Math.sin(i / 9) / 2);
    const wav = encodeWav({ channels: [tone], sampleRate: 16_000 }, { bitDepth: 16 });
    const encode = await openOpusEncoder();
    const [first, second] = [await encode(wav), await encode(wav)];
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
    expect(Buffer.from(first.subarray(0, 4)).toString()).toBe('OggS');
    expect(first.length).toBeLessThan(wav.length / 8);
    const { samples } = await loadAudio(first, { sampleRate: 16_000, codecs: fileCodecs });
    expect(samples.length / 16_000).toBeCloseTo(1, 1);
    const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
    expect(Math.sqrt(power)).toBeCloseTo(Math.SQRT1_2 / 2, 1);
  },
);
