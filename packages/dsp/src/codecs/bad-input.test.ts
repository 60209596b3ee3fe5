import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeAudio } from '../decode-audio.ts';
import { DspError } from '../errors.ts';
import { loadAudio } from '../load-audio.ts';
import { encodeWav } from '../wav/encode-wav.ts';
import type { ByteSource, Codec } from './codec.ts';
import { openAudio } from './open-audio.ts';
import { type StreamDecoder, streamAudio } from './stream-audio.ts';

const wav = (sampleRate: number, channels: number, frames: number): Uint8Array =>
  encodeWav(
    { channels: Array.from({ length: channels }, () => new Float32Array(frames).fill(0.25)), sampleRate },
    { bitDepth: 16 },
  );
const failure = async (promise: Promise<unknown>): Promise<DspError> => {
  const error = await promise.then(
    () => new Error('Nothing was thrown.'),
    (reason: unknown) => reason,
  );
  if (!DspError.isInstance(error)) throw error;
  expect(error.message.length).toBeLessThan(400);
  return error;
};
const bytesAsSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async ({ offset, length }) => bytes.subarray(offset, offset + length),
});

describe('files that nobody wishes for', () => {
  test('96 channels are read, and mixed', async () => {
    const { channels } = await decodeAudio(wav(8000, 96, 8));
    expect([channels.length, channels[95]]).toEqual([96, new Float32Array(8).fill(0.25)]);
    expect((await loadAudio(wav(8000, 96, 8), { sampleRate: null })).samples).toEqual(new Float32Array(8).fill(0.25));
  });

  test('a rate of 1 Hz is read as it is, and no other rate is made of it', async () => {
    expect((await loadAudio(wav(1, 1, 5), { sampleRate: null })).sampleRate).toBe(1);
    const error = await failure(loadAudio(wav(1, 1, 5), { name: 'slow.wav' }));
    expect(error.message).toMatch(
      /^slow\.wav: Rates must not differ by more than a factor of 256\. Received from 1 Hz/,
    );
  });

  test('a tenth of a second is what it is', async () => {
    expect((await loadAudio(wav(16000, 1, 1600), { sampleRate: null })).samples).toHaveLength(1600);
  });

  test('26 hours are read where they are asked for, and not elsewhere', async () => {
    const frames = 26 * 3600 * 8000;
    const head = wav(8000, 1, 0);
    const view = new DataView(head.buffer, head.byteOffset);
    view.setUint32(4, 36 + 2 * frames, true);
    view.setUint32(head.length - 4, 2 * frames, true);
    let read = 0;
    const source: ByteSource = {
      size: head.length + 2 * frames,
      read: async ({ offset, length }) => {
        read += length;
        const bytes = new Uint8Array(length);
        if (offset < head.length) bytes.set(head.subarray(offset, offset + length));
        return bytes;
      },
    };
    const audio = await openAudio(source);
    expect(audio.frames).toBe(frames);
    for await (const [channel] of audio.read({ first: frames - 10 })) expect(channel).toHaveLength(10);
    const part = await loadAudio(source, { sampleRate: null, offset: 25.9 * 3600, duration: 0.01 });
    expect(part.samples).toHaveLength(80);
    expect(read).toBeLessThan(20_000);
  });

  test('a length that is a lie is what the file has', async () => {
    const bytes = wav(8000, 1, 100);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    view.setUint32(4, 2 ** 31 + 36, true);
    view.setUint32(bytes.length - 204, 2 ** 31, true);
    expect((await decodeAudio(bytes)).channels[0]).toHaveLength(100);
    // Recorders that stream write lengths like that one; a smaller one is a promise.
    expect((await openAudio(bytes)).complaint?.()).toBeUndefined();
    view.setUint32(bytes.length - 204, 10_000, true);
    expect((await openAudio(bytes)).complaint?.()).toMatch(
      /^its head promises 9800 bytes of samples more than it holds$/,
    );
    expect((await openAudio(wav(8000, 1, 100))).complaint?.()).toBeUndefined();
  });

  test.each(['stereo-16.aiff', 'mono-16.au'])('%s that is cut off says what is missing', async (name) => {
    const bytes = readFileSync(new URL(`../../golden/codecs/${name}`, import.meta.url));
    expect((await openAudio(bytes)).complaint?.()).toBeUndefined();
    expect((await openAudio(bytes.subarray(0, -1000))).complaint?.()).toBe(
      'its head promises 1000 bytes of samples more than it holds',
    );
    if (!name.endsWith('.au')) return;
    // The length of a stream.
    const streamed = Buffer.from(bytes);
    streamed.writeUInt32BE(0xffffffff, 8);
    expect((await openAudio(streamed)).complaint?.()).toBeUndefined();
  });

  test('protected MP4 says so, and no decoder is asked', async () => {
    const box = (name: string, ...contents: Uint8Array[]): Uint8Array => {
      const body = Buffer.concat(contents);
      const head = Buffer.alloc(8);
      head.writeUInt32BE(8 + body.length);
      head.write(name, 4, 'latin1');
      return Buffer.concat([head, body]);
    };
    const ftyp = box('ftyp', Buffer.from('M4A \0\0\0\0', 'latin1'));
    const entry = (name: string): Uint8Array => box(name, Buffer.alloc(28), box('sinf', Buffer.from('frma')));
    const file = (name: string): Uint8Array =>
      Buffer.concat([ftyp, box('mdat', Buffer.alloc(50)), box('moov', box('stsd', Buffer.alloc(8), entry(name)))]);
    let asked = 0;
    const decode = async () => {
      asked++;
      return { channels: [Float32Array.of(1)], sampleRate: 8000 };
    };
    for (const name of ['enca', 'drms']) {
      const error = await failure(decodeAudio(file(name), { decode, name: 'song.m4p' }));
      expect(error.code).toBe('invalid-audio');
      expect(error.message).toMatch(/^song\.m4p: .*protected \(DRM\).*without protection/);
    }
    expect(asked).toBe(0);
    await decodeAudio(file('mp4a'), { decode });
    const m4a = readFileSync(new URL('../../golden/codecs/aac.m4a', import.meta.url));
    await decodeAudio(m4a, { decode });
    expect(asked).toBe(2);
  });
});

describe('a decoder that misbehaves', () => {
  const codec = (open: Codec['open']): Codec => ({ name: 'stub', sniff: () => true, open });
  const about = { format: 'STUB', package: 'stub-package' };
  const decoder = (decode: StreamDecoder['decode'], flush?: StreamDecoder['flush']): StreamDecoder => ({
    decode,
    ...(flush && { flush }),
    free: () => {},
  });
  const of = (length: number, sampleRate = 8000) => ({ channelData: [new Float32Array(length).fill(1)], sampleRate });

  test('throws when it is opened, at the first bytes or at the last', async () => {
    const open = codec(async () => {
      throw new TypeError('undefined is not a function');
    });
    expect((await failure(decodeAudio(new Uint8Array(9), { codecs: [open], name: 'a' }))).message).toBe(
      'a: The codec stub failed: TypeError: undefined is not a function',
    );
    for (const broken of [1, 2]) {
      let calls = 0;
      const create = async () =>
        decoder((bytes) => {
          if (++calls === broken) throw new Error('unreachable executed');
          return of(bytes.length);
        });
      const stub = codec((source) => streamAudio(source, { ...about, create }));
      expect((await failure(decodeAudio(new Uint8Array(100_000), { codecs: [stub] }))).message).toBe(
        'STUB: stub-package could not decode it: unreachable executed',
      );
    }
  });

  test('gives nothing, or changes its mind about the rate', async () => {
    const nothing = codec((source) => streamAudio(source, { ...about, create: async () => decoder(() => of(0)) }));
    expect((await failure(decodeAudio(new Uint8Array(9), { codecs: [nothing] }))).message).toMatch(
      /no samples were found/,
    );
    let calls = 0;
    const create = async () => decoder((bytes) => of(bytes.length, 8000 * ++calls));
    const changing = codec((source) => streamAudio(source, { ...about, create }));
    expect((await failure(decodeAudio(new Uint8Array(100_000), { codecs: [changing] }))).message).toMatch(
      /the sample rate or the number of channels changes/,
    );
  });

  test('loses the end for the place where a piece begins: it is asked again with other pieces', async () => {
    const frames = 100_000;
    const loses = async () => {
      let first = 0;
      return decoder(
        (bytes) => {
          first ||= bytes.length;
          return of(bytes.length - (bytes.length < first ? 77 : 0));
        },
        () => of(0),
      );
    };
    const audio = await streamAudio(bytesAsSource(new Uint8Array(frames)), { ...about, create: loses, frames });
    for (let time = 0; time < 2; time++) {
      let length = 0;
      for await (const [channel] of audio.read()) length += channel!.length;
      expect(length).toBe(frames);
    }
    expect(audio.complaint?.()).toBeUndefined();
  });

  test('ends before the end that the head promises: the complaint says so once all was read', async () => {
    const create = async () => decoder((bytes) => of(bytes.length));
    const audio = await streamAudio(bytesAsSource(new Uint8Array(900)), { ...about, create, frames: 1000 });
    for await (const _ of audio.read({ count: 900 }));
    expect(audio.complaint?.()).toBeUndefined();
    for await (const _ of audio.read());
    expect(audio.complaint?.()).toBe('its head promises 1000 samples per channel, and 900 were decoded');
  });
});
