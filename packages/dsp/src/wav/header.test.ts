import { describe, expect, test } from 'vitest';
import { chunk, fmt, riff, u32 } from '../../testing/build-wav.ts';
import { walkHeader } from './header.ts';
import type { WavHeader } from './wav-header.ts';

/** Walks a file of any size of which only the beginning is given; the rest reads as zeros. */
function walk(start: Uint8Array, size: number): { header: WavHeader; read: number; reads: number } {
  const steps = walkHeader(size);
  let [read, reads] = [0, 0];
  let step = steps.next();
  while (!step.done) {
    const { offset, length } = step.value;
    const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
    bytes.set(start.subarray(offset, offset + bytes.length));
    read += bytes.length;
    reads++;
    step = steps.next(bytes);
  }
  return { header: step.value, read, reads };
}

describe('walkHeader', () => {
  test('reads a hundred bytes of a file of 3 GB', () => {
    const start = riff([fmt(1), chunk('data', [], { size: 3_000_000_000 })], { size: 3_000_000_036 });
    const { header, read } = walk(start, 3_000_000_044);
    expect(header).toEqual({
      encoding: 's16',
      sampleRate: 8000,
      channelCount: 1,
      blockBytes: 2,
      blockFrames: 1,
      dataBytes: 3_000_000_000,
      littleEndian: true,
      dataOffset: 44,
      missingBytes: 0,
      frames: 1_500_000_000,
    });
    expect(read).toBeLessThan(100);
  });

  test('takes sizes beyond 4 GiB from ds64', () => {
    const size = 6_000_000_000;
    const ds64 = chunk('ds64', [
      ...u32(0),
      ...u32(0),
      ...u32(size % 2 ** 32),
      ...u32(Math.floor(size / 2 ** 32)),
      ...new Array(12).fill(0),
    ]);
    const start = riff([ds64, fmt(1, { channels: 2 }), chunk('data', [], { size: 0xffffffff })], {
      id: 'RF64',
      size: 0xffffffff,
    });
    expect(walk(start, start.length + size + 100).header.frames).toBe(1_500_000_000);
    expect(walk(start, start.length + 1000).header.frames).toBe(250);
  });

  test('skips chunks larger than 2 GiB', () => {
    const start = riff([chunk('JUNK', [], { size: 2_500_000_000 })], { size: 0xffffffff });
    expect(() => walk(start, 2_500_000_020)).toThrow(/none was found in 2500000020 bytes/);
  });

  test('gives a file of nothing but empty chunks up', () => {
    const start = riff([]);
    const before = performance.now();
    expect(() => walk(start, 4_000_000_000)).toThrow(/among the first 4096/);
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
