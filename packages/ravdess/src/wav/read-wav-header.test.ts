import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RAVDESS_CHUNKS, type WavSpec, wavBytes } from '../../testing/wav.ts';
import { RavdessError } from '../errors.ts';
import { readWavHeader } from './read-wav-header.ts';
import { wavHeaderSteps } from './wav-header-steps.ts';

describe('readWavHeader', () => {
  test('finds the samples behind the chunks of a RAVDESS file', () => {
    const header = readWavHeader(wavBytes({ ...RAVDESS_CHUNKS, frames: 163_363 }));
    expect(header).toEqual({
      sampleRate: 48_000,
      channels: 1,
      bitsPerSample: 16,
      encoding: 'pcm',
      frames: 163_363,
      duration: 163_363 / 48_000,
      dataOffset: 12 + 24 + 610 + 4052 + 8,
      dataLength: 326_726,
    });
  });

  test.each<[string, WavSpec, object]>([
    ['stereo', { channels: 2, frames: 5 }, { channels: 2, frames: 5, dataLength: 20 }],
    [
      '24 bits',
      { bitsPerSample: 24, frames: 3, sampleRate: 44_100 },
      { bitsPerSample: 24, frames: 3, sampleRate: 44_100 },
    ],
    ['float', { tag: 3, bitsPerSample: 32, frames: 3 }, { encoding: 'float', bitsPerSample: 32, frames: 3 }],
    ['EXTENSIBLE', { tag: 0xfffe, frames: 3 }, { encoding: 'pcm', frames: 3 }],
    ['another coding', { tag: 0x11, frames: 3 }, { encoding: 'other' }],
    ['no samples', { frames: 0 }, { frames: 0, duration: 0, dataLength: 0 }],
    ['odd chunks', { before: [['odd ', 3]], frames: 2 }, { frames: 2, dataOffset: 12 + 24 + 12 + 8 }],
  ])('reads %s', (_, spec, expected) => {
    expect(readWavHeader(wavBytes(spec))).toMatchObject(expected);
  });

  test('takes a header that a stream writer could not correct as lasting to the end', () => {
    const bytes = wavBytes({ frames: 10 });
    new DataView(bytes.buffer).setUint32(40, 0xffffffff, true);
    expect(readWavHeader(bytes)).toMatchObject({ frames: 10, dataLength: 20 });
  });

  const patched = (at: number, value: number, spec: WavSpec = {}): Uint8Array => {
    const bytes = wavBytes(spec);
    new DataView(bytes.buffer).setUint16(at, value, true);
    return bytes;
  };
  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /at least 12 bytes, this one 0/],
    [
      'another container',
      Uint8Array.from(wavBytes(), (byte, i) => (i < 4 ? 0x46 : byte)),
      /RIFF and WAVE, this one with "FFFF"/,
    ],
    ['a page of text', new TextEncoder().encode('<!DOCTYPE html><html></html>'), /begin with RIFF/],
    [
      'a file cut within its samples',
      wavBytes({ frames: 100 }).slice(0, 100),
      /cut off: 200 bytes of samples are announced, 56/,
    ],
    ['a file cut within its header', wavBytes().slice(0, 30), /"fmt " of 16 bytes at byte 12 runs past the end, 30/],
    ['a file cut between chunks', wavBytes().slice(0, 36), /ends at byte 36 without a data chunk/],
    ['no channels', patched(22, 0), /above 0, they are 0, 48000 and 2/],
    ['no frame size', patched(32, 0), /above 0/],
    ['a wrong frame size', patched(32, 3), /1 × 16 bits does not take 3 bytes/],
    ['a short format', patched(16, 14), /at least 16 bytes, this one 14/],
    ['samples before their format', wavBytes().slice(0, 12), /without a fmt chunk/],
  ])('refuses %s', (_, bytes, message) => {
    const attempt = (): unknown => readWavHeader(bytes);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-wav' }) as never);
  });

  test('refuses data before fmt', () => {
    const bytes = wavBytes({ before: [['pad ', 16]] });
    const swapped = new Uint8Array(bytes);
    swapped.set(bytes.subarray(36, 60), 12);
    swapped.set(new TextEncoder().encode('data'), 12);
    expect(() => readWavHeader(swapped)).toThrow(/data chunk stands before the fmt chunk/);
  });

  test('gives up on a crafted row of empty chunks', () => {
    const bytes = wavBytes({ before: Array.from({ length: 300 }, () => ['pad ', 0] as const) });
    expect(() => readWavHeader(bytes)).toThrow(/first 256 chunks/);
  });

  test('throws nothing but its own error on damaged files, and asks only for bytes that exist', () => {
    const base = wavBytes({ ...RAVDESS_CHUNKS, before: [['bext', 30]], frames: 40 });
    const damage = fc.array(fc.tuple(fc.nat(base.length - 1), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(damage, fc.nat(base.length), (changes, length) => {
        const bytes = base.slice(0, length);
        for (const [at, value] of changes) if (at < length) bytes[at] = value;
        try {
          const steps = wavHeaderSteps(length);
          let step = steps.next();
          while (!step.done) {
            expect(step.value.length).toBeLessThanOrEqual(40);
            expect(step.value.offset + step.value.length).toBeLessThanOrEqual(length);
            step = steps.next(bytes.subarray(step.value.offset, step.value.offset + step.value.length));
          }
          const { dataOffset, dataLength, frames, duration } = step.value;
          expect(dataOffset + dataLength).toBeLessThanOrEqual(length);
          expect(frames).toBeLessThanOrEqual(dataLength);
          expect(Number.isFinite(duration)).toBe(true);
        } catch (error) {
          if (!RavdessError.isInstance(error)) throw error;
        }
      }),
      { seed: 10, numRuns: 3000 },
    );
  });
});
