import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bytes, chunk, fmt, riff, u32 } from '../../testing/build-wav.ts';
import { loadAudioFile } from '../node/load-audio-file.ts';
import { readWavInfo } from '../node/read-wav-info.ts';
import { decodeWav } from './decode-wav.ts';
import { readWavHeader } from './read-wav-header.ts';

const folder = new URL('../../golden/wav/', import.meta.url);
const read = (name: string): Uint8Array => readFileSync(new URL(`${name}.wav`, folder));
const sumOf = (channels: readonly Float32Array[]): number =>
  channels.reduce((sum, channel) => channel.reduce((s, x) => s + x, sum), 0);

/** Files as programs leave them, with what libsndfile or, where that finds nothing, ffmpeg reads from them. */
describe('files that were found in the field', () => {
  test.each([
    ['avaudiofile-unclosed', 1, 600, -2.49484],
    ['zero-sizes', 1, 600, -2.49484],
    ['riff8-data0', 1, 600, -2.49484],
    ['id3-before-riff', 1, 600, -2.49484],
    ['ambisonic-b-pcm', 4, 150, -2.49484],
    ['24-align4', 1, 800, -12.52619],
    ['sox-pipe', 1, 600, -2.49484],
    ['rf64-ffmpeg', 1, 2400, -9.97937],
    ['bits16-align0', 1, 600, -2.49484],
  ])('%s', async (name, count, frames, sum) => {
    const { channels, sampleRate } = decodeWav(read(name));
    expect(sampleRate).toBe(22050);
    expect([channels.length, channels[0]!.length]).toEqual([count, frames]);
    expect(sumOf(channels)).toBeCloseTo(sum, 4);
    const path = fileURLToPath(new URL(`${name}.wav`, folder));
    const loaded = await loadAudioFile(path, { sampleRate: null, mono: false });
    expect(loaded.channels).toEqual(channels);
    const info = await readWavInfo(path);
    expect(info).toMatchObject({ sampleRate, channels: count, frames, duration: frames / sampleRate, encoding: 'pcm' });
    expect(info.dataLength).toBe((frames * count * info.bitsPerSample) / 8);
  });
});

describe('files that were never closed', () => {
  const samples = Int16Array.of(0, 1, -1, 32767, -32768, 1000);
  const whole = [Float32Array.from(samples, (x) => x / 32768)];
  const data = (size: number): number[] => chunk('data', bytes(samples), { size });
  const tag = (length: number): number[] => [0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, length, ...new Array(length).fill(1)];
  const ds64 = (riffSize: number, dataSize: number): number[] =>
    chunk('ds64', [...u32(riffSize), ...u32(0), ...u32(dataSize), ...u32(0), ...new Array(12).fill(0)]);

  test.each([
    ['RIFF size 36, that of no samples', riff([fmt(1), data(0)], { size: 36 })],
    ['RIFF size right, data size 0', riff([fmt(1), data(0)])],
    ['RIFF size of a pipe, data size 0', riff([fmt(1), data(0)], { size: 0xffffffff })],
    ['data size 0xFFFFFFFF', riff([fmt(1), data(0xffffffff)], { size: 0xffffffff })],
    ['data size 0x7FFFF000', riff([fmt(1), data(0x7ffff000)], { size: 0x7ffff024 })],
    ['data size 0x80000000', riff([fmt(1), data(0x80000000)], { size: 0x80000024 })],
    ['RF64 whose ds64 was not written', riff([ds64(0, 0), fmt(1), data(0xffffffff)], { id: 'RF64', size: 0xffffffff })],
    ['two ID3 tags in front', Uint8Array.from([...tag(5), ...tag(100), ...riff([fmt(1), data(12)])])],
    ['an ID3 tag, and never closed', Uint8Array.from([...tag(7), ...riff([fmt(1), data(0)], { size: 0 })])],
  ])('%s', (_, file) => {
    expect(decodeWav(file).channels).toEqual(whole);
    expect(readWavHeader(file).missingBytes).toBe(0);
  });

  test('data of size 0 before another chunk is empty', () => {
    const list = chunk('LIST', [...Buffer.from('INFOISFT')]);
    expect(decodeWav(riff([fmt(1), chunk('data', []), list])).channels).toEqual([new Float32Array(0)]);
  });
});

describe('24 bits in 4 bytes', () => {
  const count = 3000;
  const wave = (n: number): number => Math.sin(n * 0.37) * Math.sin(n * 0.0021 + 1);
  const file = (content: number[]): Uint8Array => riff([fmt(1, { bits: 24, align: 4 }), chunk('data', content)]);

  test('hold floats where they look so (Cool Edit)', () => {
    const floats = Float32Array.from({ length: count }, (_, n) => Math.fround(3000 * wave(n) + 0.123 + 600));
    expect(decodeWav(file(bytes(floats))).channels[0]).toEqual(floats);
  });

  test('hold integers of 32 bits where the lowest byte is empty (arecord)', () => {
    const integers = Int32Array.from({ length: count }, (_, n) => Math.round(wave(n) * 8e6) * 256);
    expect(decodeWav(file(bytes(integers))).channels[0]).toEqual(Float32Array.from(integers, (x) => x / 2 ** 31));
  });

  test('are packed where nothing tells', () => {
    const noise = Int32Array.from({ length: count }, (_, n) => Math.imul(n + 1, 0x9e3779b1) | 0x01000001);
    expect(decodeWav(file(bytes(noise))).channels[0]!.length).toBe((count * 4) / 3);
  });
});

test.each([
  ['a RIFF file', riff([fmt(1), chunk('data', [1, 0, 2], { size: 12 })])],
  [
    'an RF64 file',
    riff(
      [
        chunk('ds64', [...u32(0), ...u32(0), ...u32(12), ...u32(0), ...new Array(12).fill(0)]),
        fmt(1),
        chunk('data', [1, 0, 2], { size: 0xffffffff }),
      ],
      { id: 'RF64' },
    ),
  ],
])('%s that was cut off holds its whole frames, and says what it lacks', (_, file) => {
  expect(readWavHeader(file)).toMatchObject({ frames: 2, missingBytes: 8 });
});
