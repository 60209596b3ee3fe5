import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectParity } from '../../../../../tools/parity/expect-parity.ts';
import { float32Of } from '../../../testing/audio-golden.ts';
import { decodeAudio } from '../../decode-audio.ts';
import { DspError } from '../../errors.ts';
import { type WebmPacket, WebmPackets } from './webm-packets.ts';

const folder = new URL('../../../golden/codecs/', import.meta.url);
const file = Uint8Array.from(readFileSync(new URL('opus.webm', folder)));
const { cases } = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8'));
const golden = cases.find((one: { file: string }) => one.file === 'opus.webm');

/** The same file as a browser records it: nobody knows how long it will become. */
function endless(): Uint8Array {
  const bytes = file.slice();
  const segment = bytes.findIndex((_, i) => [0x18, 0x53, 0x80, 0x67].every((byte, k) => bytes[i + k] === byte));
  expect(bytes[segment + 4]).toBe(1);
  bytes.fill(0xff, segment + 5, segment + 12);
  return bytes;
}

test('libopus, without the delay of the encoder and the padding of the last packet', async () => {
  for (const bytes of [file, endless()]) {
    const { channels, sampleRate } = await decodeAudio(bytes);
    expect([sampleRate, channels.length, channels[0]!.length]).toEqual([48_000, ...golden.shape]);
    expectParity(channels[0]!, float32Of(golden.samples), {
      package: 'dsp',
      name: 'decodeAudio webm',
      reference: 'libopus 1.3.1, by ffmpeg 5.1',
      path: 'float32',
      measure: 'absolute',
      // The reference rounds to 16 bits.
      tolerance: 1 / 2 ** 15,
    });
  }
  const part = await decodeAudio(file, { offset: 0.05, duration: 0.1 });
  expect(part.channels[0]).toEqual((await decodeAudio(file)).channels[0]!.slice(2400, 7200));
});

test('pieces of any length give the packets of the whole', () => {
  const read = (lengths: readonly number[]): WebmPacket[] => {
    const webm = new WebmPackets('A_OPUS');
    const packets: WebmPacket[] = [];
    for (let at = 0, i = 0; at < file.length; i++) {
      const end = at + lengths[i % lengths.length]!;
      packets.push(...webm.push(file.subarray(at, end)));
      at = end;
    }
    expect(String.fromCharCode(...webm.head!.subarray(0, 8))).toBe('OpusHead');
    return [...packets, ...webm.finish()];
  };
  const whole = read([file.length]);
  expect(whole.length).toBeGreaterThan(9);
  expect(whole.at(-1)!.discard).toBeGreaterThan(0);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1 }), (lengths) => {
      expect(read(lengths)).toEqual(whole);
    }),
    { numRuns: 30 },
  );
});

/** A track of Opus, and a block whose packets are laced. */
function laced(flags: number, ...body: number[]): WebmPacket[] {
  const head = [0x63, 0xa2, 0x81, 7];
  const codec = [0x86, 0x86, ...new TextEncoder().encode('A_OPUS')];
  const entry = [0xd7, 0x81, 1, ...codec, ...head];
  const tracks = [0x16, 0x54, 0xae, 0x6b, 0x80 | (entry.length + 2), 0xae, 0x80 | entry.length, ...entry];
  const block = [0x81, 0, 0, flags, ...body];
  const cluster = [0x1f, 0x43, 0xb6, 0x75, 0xff, 0xa3, 0x80 | block.length, ...block];
  const webm = new WebmPackets('A_OPUS');
  return [...webm.push(Uint8Array.from([...tracks, ...cluster])), ...webm.finish()];
}

test('several packets in a block, however their sizes are told', () => {
  const of = (packets: WebmPacket[]): number[][] => packets.map(({ bytes }) => [...bytes]);
  const three = [[1], [2, 2, 2], [3, 3]];
  expect(of(laced(0x80, 1, 2, 3))).toEqual([[1, 2, 3]]);
  expect(of(laced(0x82, 2, 1, 3, 1, 2, 2, 2, 3, 3))).toEqual(three);
  expect(of(laced(0x84, 2, 1, 1, 2, 2, 3, 3))).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
  // A size of 1, then 2 more than that: 63 + 2.
  expect(of(laced(0x86, 2, 0x81, 0x80 | 65, 1, 2, 2, 2, 3, 3))).toEqual(three);
  expect(() => laced(0x82, 2, 90, 90, 1)).toThrow('a block ends too early');
});

test('damaged files end in a typed error or in samples', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 6 }),
      fc.integer({ min: 60, max: file.length }),
      async (changes, length) => {
        const bytes = file.slice(0, length);
        for (const [at, value] of changes) bytes[at % length] = value;
        await decodeAudio(bytes).catch((error) => expect(DspError.isInstance(error), String(error)).toBe(true));
      },
    ),
    { numRuns: 60 },
  );
});
