import { readFileSync } from 'node:fs';
import { decoder } from '@audio/decode-flac';
import { expect, test } from 'vitest';
import { streamAudio } from '../stream-audio.ts';
import { beforeFrameHead } from './before-frame-head.ts';

const file = new Uint8Array(readFileSync(new URL('../../../golden/codecs/mono-16.flac', import.meta.url)));

/** Frames that the decoder gives for the file in two pieces, or as many as there are where `isCut` moves their ends. */
async function framesOf(first: number, isCut: boolean): Promise<number> {
  const own = await decoder();
  let frames = 0;
  const end = isCut ? beforeFrameHead(file.subarray(0, first)) : first;
  for (const piece of [file.subarray(0, end), file.subarray(end)])
    frames += own.decode(piece).channelData[0]?.length ?? 0;
  frames += own.flush().channelData[0]?.length ?? 0;
  own.free();
  return frames;
}

test('no piece ends within the head of a frame, where the decoder loses frames', async () => {
  const heads = Array.from(file.keys()).filter((at) => file[at] === 0xff && (file[at + 1]! & 0xfe) === 0xf8);
  const whole = await framesOf(file.length, false);
  for (const [head, behind] of [
    [heads[1]!, 1],
    [heads.at(-1)!, 5],
  ] as const) {
    expect(await framesOf(head + behind, false)).toBeLessThan(whole);
    expect(await framesOf(head + behind, true)).toBe(whole);
  }
});

test('a stream is cut where its codec says, and nothing is lost between the pieces', async () => {
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i % 251);
  const given: Uint8Array[] = [];
  const audio = await streamAudio(
    { size: bytes.length, read: async ({ offset, length }) => bytes.subarray(offset, offset + length) },
    {
      format: 'STUB',
      package: 'stub',
      cut: (piece) => piece.length - 7,
      create: async () => ({
        decode: (piece) => {
          given.push(piece);
          return { channelData: [Float32Array.from(piece)], sampleRate: 8000 };
        },
        free: () => {},
      }),
    },
  );
  let samples = 0;
  for await (const [channel] of audio.read()) samples += channel!.length;
  expect(samples).toBe(bytes.length);
  expect(given.slice(0, 3).map(({ length }) => length)).toEqual([65_529, 65_529, 65_529]);
  expect(Buffer.concat(given).equals(bytes)).toBe(true);
});

test('what holds no head is left whole', () => {
  expect(beforeFrameHead(new Uint8Array(40))).toBe(40);
  expect(beforeFrameHead(Uint8Array.of(0xff))).toBe(1);
});
