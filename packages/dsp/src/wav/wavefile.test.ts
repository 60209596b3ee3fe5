import { expect, test } from 'vitest';
import * as wavefile from 'wavefile';
import { noise } from '../../testing/audio-golden.ts';
import { decodeWav } from './decode-wav.ts';
import { encodeWav } from './encode-wav.ts';

// Its default export exists only in Node, its named one only in bundlers.
const { WaveFile } = (wavefile as unknown as { default?: typeof wavefile }).default ?? wavefile;

const left = noise(300, 51);
const right = noise(300, 52);

test('reads what wavefile writes, plain and RIFX', () => {
  for (const container of ['RIFF', 'RIFX'] as const) {
    const file = new WaveFile();
    file.fromScratch(2, 48000, '16', [[...left], [...right]], { container });
    file.setTag('ICMT', 'an odd number of letters');
    const { channels, sampleRate } = decodeWav(file.toBuffer());
    expect(sampleRate).toBe(48000);
    expect(channels).toEqual([left, right].map((channel) => Float32Array.from(channel, (x) => x / 32768)));
  }
});

test('writes what wavefile reads', () => {
  for (const [bitDepth, scale] of [
    [16, 32768],
    [24, 8388608],
    ['32f', 1],
    ['64f', 1],
  ] as const) {
    const channels = [left, right].map((channel) => Float64Array.from(channel, (x) => x / 32768));
    const file = new WaveFile();
    file.fromBuffer(encodeWav({ channels, sampleRate: 44100 }, { bitDepth }));
    expect((file.fmt as { sampleRate: number }).sampleRate).toBe(44100);
    const samples = file.getSamples(false, Float64Array) as unknown as Float64Array[];
    expect(samples).toEqual(channels.map((channel) => channel.map((x) => x * scale)));
  }
});
