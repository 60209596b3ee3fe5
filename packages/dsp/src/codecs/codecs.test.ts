import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { float32Of } from '../../testing/audio-golden.ts';
import { decodeAudio } from '../decode-audio.ts';
import { DspError } from '../errors.ts';
import { loadAudio } from '../load-audio.ts';
import { loadWav } from '../load-wav.ts';
import { findFfmpeg } from '../node/find-ffmpeg.ts';
import { loadAudioFile } from '../node/load-audio-file.ts';
import { fileCodecs, openAudioFile } from '../node/open-audio-file.ts';
import type { Signal } from '../signal.ts';
import { toMono } from '../to-mono.ts';
import { encodeWav } from '../wav/encode-wav.ts';
import { audioCodecs } from './audio-codecs.ts';
import type { Codec } from './codec.ts';
import { findMp3Frame } from './mp3/find-mp3-frame.ts';
import { webAudioDecoder } from './web-audio-decoder.ts';

interface Case {
  readonly file: string;
  readonly reader: string;
  readonly sampleRate: number;
  readonly shape: [number, number];
  readonly samples: string;
}
const folder = new URL('../../golden/codecs/', import.meta.url);
const { cases } = JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')) as { cases: Case[] };
const bytesOf = (file: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(new URL(file, folder)));
const pathOf = (file: string): string => fileURLToPath(new URL(file, folder));
const ffmpeg = await findFfmpeg();
const ours = cases.filter(({ reader }) => reader.startsWith('libsndfile'));

const expected = ({ shape: [count, frames], samples }: Case): Float32Array[] => {
  const all = float32Of(samples);
  return Array.from({ length: count }, (_, c) => all.slice(c * frames, (c + 1) * frames));
};
const largestDifference = (a: Signal, b: Signal): number =>
  Array.from(a, (x, i) => Math.abs(x - b[i]!)).reduce((largest, x) => Math.max(largest, x), 0);
const failure = async (promise: Promise<unknown>): Promise<DspError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!DspError.isInstance(error)) throw error ?? new Error('Nothing was thrown.');
  return error;
};

describe('against libsndfile', () => {
  test.each(ours)('$file', async (golden) => {
    for (const input of [bytesOf(golden.file), new Blob([bytesOf(golden.file)])]) {
      const { channels, sampleRate } = await decodeAudio(input);
      expect(sampleRate).toBe(golden.sampleRate);
      expect([channels.length, channels[0]!.length]).toEqual(golden.shape);
      for (const [c, channel] of channels.entries()) {
        expectParity(channel, expected(golden)[c]!, {
          package: 'dsp',
          name: `decodeAudio ${golden.file.split('.').at(-1)}`,
          reference: 'soundfile 0.14.0 (libsndfile 1.2.2) read',
          path: 'float32',
          measure: 'absolute',
          tolerance: 1e-6,
        });
      }
    }
  });

  test.each(ours)('any part of $file', async (golden) => {
    const { channels: whole, sampleRate } = await decodeAudio(bytesOf(golden.file));
    const frames = whole[0]!.length;
    for (const [first, count] of [
      [0, 100],
      [1, 7],
      [frames - 50, 500],
      [Math.floor(frames / 2), frames],
      [3, 0],
    ] as const) {
      const options = { offset: (first + 0.5) / sampleRate, duration: (count + 0.5) / sampleRate };
      const part = await decodeAudio(bytesOf(golden.file), options);
      expect(part.channels).toEqual(whole.map((channel) => channel.slice(first, first + count)));
      expect((await decodeAudio(bytesOf(golden.file), { ...options, dtype: 'float64' })).channels).toEqual(
        part.channels.map((channel) => Float64Array.from(channel)),
      );
    }
    const late = await failure(decodeAudio(bytesOf(golden.file), { offset: 100 }));
    expect(late.code).toBe('invalid-option');
  });

  test('loadAudio mixes and resamples as for WAV, from bytes and from files', async () => {
    for (const golden of ours) {
      const wav = encodeWav({ channels: expected(golden), sampleRate: golden.sampleRate }, { bitDepth: '32f' });
      const reference = loadWav(wav, { sampleRate: 16000 });
      for (const loaded of [
        await loadAudio(bytesOf(golden.file), { sampleRate: 16000 }),
        await loadAudioFile(pathOf(golden.file), { sampleRate: 16000 }),
      ]) {
        expect(loaded.sampleRate).toBe(16000);
        expect(loaded.samples.length).toBe(reference.samples.length);
        expect(largestDifference(loaded.samples, reference.samples)).toBeLessThan(3e-6);
      }
    }
  });
});

describe.runIf(ffmpeg)('by the program ffmpeg', () => {
  test.each(cases.filter(({ reader }) => reader.startsWith('ffmpeg')))('$file', async (golden) => {
    const { channels, sampleRate } = await loadAudioFile(pathOf(golden.file), { sampleRate: null, mono: false });
    expect(sampleRate).toBe(golden.sampleRate);
    expect([channels.length, channels[0]!.length]).toEqual(golden.shape);
    const wanted = expected(golden);
    // AAC fills noise in as it likes, so versions of ffmpeg may differ a little.
    for (const [c, channel] of channels.entries()) expect(largestDifference(channel, wanted[c]!)).toBeLessThan(1e-3);
    const fromMemory = await loadAudio(bytesOf(golden.file), { sampleRate: null, codecs: fileCodecs });
    expect(fromMemory.samples).toEqual(toMono(channels));
    const part = { sampleRate: null, offset: 0.05, duration: 0.05 } as const;
    const first = Math.trunc(0.05 * sampleRate);
    expect((await loadAudioFile(pathOf(golden.file), part)).samples).toEqual(toMono(channels).slice(first, 2 * first));
  });

  test('says what is wrong', async () => {
    const silent = await failure(loadAudioFile(pathOf('silent.mp4')));
    expect(silent.code).toBe('invalid-audio');
    expect(silent.message).toMatch(/silent\.mp4: MP4 or M4A \(AAC\): the file has no sound/);
    const m4a = bytesOf('aac.m4a');
    const cut = await failure(loadAudio(m4a.subarray(0, 1000), { codecs: fileCodecs, name: 'cut.m4a' }));
    expect(cut.code).toBe('invalid-audio');
    expect(cut.message).toMatch(/^cut\.m4a: MP4 or M4A \(AAC\): the file was cut off: its index/);
    const aborted = loadAudioFile(pathOf('aac.m4a'), { signal: AbortSignal.abort(new Error('enough')) });
    await expect(aborted).rejects.toThrow('enough');
  });
});

describe('opened audio', () => {
  test('says what decodes, and reads again and again', async () => {
    for (const golden of ours) {
      const audio = await openAudioFile(pathOf(golden.file));
      expect(audio.decoder).toMatch(/^@(ser\/dsp|audio\/decode-)/);
      const lengths = [];
      for (let time = 0; time < 2; time++) {
        let length = 0;
        for await (const [channel] of audio.read()) length += channel!.length;
        lengths.push(length);
      }
      expect(lengths).toEqual([golden.shape[1], golden.shape[1]]);
      if (audio.frames !== undefined) expect(audio.frames).toBe(golden.shape[1]);
      await audio.close();
    }
  });

  test('a codec is a row: one that this package does not know', async () => {
    const toy: Codec = {
      name: 'toy',
      sniff: (head) => head[0] === 0x54 && head[1] === 0x4f && head[2] === 0x59,
      open: async (source) => ({
        sampleRate: 8000,
        channelCount: 1,
        frames: source.size - 3,
        format: 'TOY',
        decoder: 'toy',
        async *read({ first = 0, count = source.size } = {}) {
          const length = Math.max(0, Math.min(count, source.size - 3 - first));
          if (length > 0) yield [Float32Array.from(await source.read({ offset: 3 + first, length }), (x) => x / 256)];
        },
        close: async () => {},
      }),
    };
    const file = Uint8Array.of(0x54, 0x4f, 0x59, 0, 128, 64, 32);
    const codecs = [...audioCodecs, toy];
    expect((await decodeAudio(file, { codecs })).channels).toEqual([Float32Array.of(0, 0.5, 0.25, 0.125)]);
    const tagged = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 2, 9, 9, ...file);
    expect((await loadAudio(tagged, { codecs, sampleRate: null, offset: 2 / 8000 })).samples).toEqual(
      Float32Array.of(0.25, 0.125),
    );
    expect((await failure(decodeAudio(file))).code).toBe('invalid-audio');
  });

  test('names the format and one command where nothing decodes it', async () => {
    const absent: Codec = {
      ...audioCodecs.find(({ name }) => name === 'mp3')!,
      open: async () => {
        throw new DspError('missing-package', 'MP3 is decoded by an optional package. Install it: npm install x');
      },
    };
    const mp3 = await failure(decodeAudio(bytesOf('mono-cbr.mp3'), { codecs: [absent], name: 'a.mp3' }));
    expect(mp3.message).toBe('a.mp3: MP3 is decoded by an optional package. Install it: npm install x');
    const m4a = await failure(decodeAudio(bytesOf('aac.m4a'), { name: 'b.m4a' }));
    expect(m4a.code).toBe('missing-package');
    expect(m4a.message).toMatch(/^b\.m4a: MP4 or M4A \(AAC\) \(starts 00 00 00/);
    expect(m4a.message.length).toBeLessThan(400);
    // The next row that knows the format stands in.
    const samples = { channels: [Float32Array.of(1)], sampleRate: 8000 };
    expect(
      (await decodeAudio(bytesOf('mono-cbr.mp3'), { codecs: [absent], decode: async () => samples })).channels,
    ).toEqual(samples.channels);
  });

  test.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /The file is empty/],
    ['a ZIP', Uint8Array.from(Buffer.from('PK\u0003\u0004aaaaaaaa')), /This is a ZIP archive/],
    ['a page', Buffer.from('<!DOCTYPE html><html>'), /This is a web page/],
    ['a pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid'), /pointer of Git LFS/],
    ['text', Buffer.from('hello world, this is text'), /No audio format is known that begins so: 25 bytes starting 68/],
    ['FLAC cut in its head', bytesOf('mono-16.flac').subarray(0, 20), /FLAC/],
    ['FLAC cut before its first frame', bytesOf('mono-16.flac').subarray(0, 60), /FLAC/],
    ['Opus cut in its head', bytesOf('mono.opus').subarray(0, 60), /Ogg Opus/],
  ])('%s is refused with the reason', async (_, bytes, message) => {
    const error = await failure(decodeAudio(bytes));
    expect(error.code).toBe('invalid-audio');
    expect(error.message).toMatch(message);
  });

  test('other things than bytes are refused', async () => {
    for (const input of ['clip.mp3', { channels: [] }, undefined, [1, 2]]) {
      expect((await failure(decodeAudio(input as never))).message).toMatch(/Audio must be the bytes of a file/);
    }
  });
});

describe('the decode function', () => {
  const m4a = bytesOf('aac.m4a');

  test('gets the whole file and what it is', async () => {
    const seen: unknown[] = [];
    const { channels } = await decodeAudio(m4a, {
      name: 'x.m4a',
      offset: 1 / 8000,
      decode: async (bytes, about) => {
        seen.push(bytes.length, about);
        return { channels: [Float64Array.of(0, 0.5, 1)], sampleRate: 8000 };
      },
    });
    expect(seen).toEqual([m4a.length, { format: 'MP4 or M4A (AAC)', name: 'x.m4a' }]);
    expect(channels).toEqual([Float32Array.of(0.5, 1)]);
  });

  test('may throw, hang or give nonsense, and is named', async () => {
    const error = (decode: () => Promise<never>) =>
      failure(decodeAudio(m4a, { decode, decodeTimeout: 0.05, name: 'x.m4a' }));
    const thrown = await error(() => Promise.reject(new Error('no licence')));
    expect(thrown.message).toBe('x.m4a: The decode function failed on MP4 or M4A (AAC): no licence');
    expect((await error(() => new Promise(() => {}))).message).toMatch(/has given nothing for 0\.05 s/);
    const nonsense = await error(async () => ({ channels: [[1, 2]], sampleRate: 0 }) as never);
    expect(nonsense.message).toMatch(/must give \{ channels, sampleRate \}/);
  });

  test('webAudioDecoder hands a copy to the browser', async () => {
    const decode = webAudioDecoder({
      decodeAudioData: async (buffer) => {
        expect(buffer).not.toBe(m4a.buffer);
        return { numberOfChannels: 2, sampleRate: 48000, getChannelData: (c) => Float32Array.of(c, buffer.byteLength) };
      },
    });
    expect(await decodeAudio(m4a, { decode })).toEqual({
      channels: [Float32Array.of(0, m4a.length), Float32Array.of(1, m4a.length)],
      sampleRate: 48000,
    });
  });
});

test('damaged files end in a typed error or in samples, never in a hang', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...ours),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
        maxLength: 4,
      }),
      fc.double({ min: 0.1, max: 1, noNaN: true }),
      async ({ file }, changes, share) => {
        const bytes = bytesOf(file).slice(0, Math.ceil(bytesOf(file).length * share));
        for (const [at, value] of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
        try {
          const { channels } = await decodeAudio(bytes, { nonFinite: 'keep' });
          expect(channels.every((channel) => channel.length === channels[0]!.length)).toBe(true);
        } catch (error) {
          expect(DspError.isInstance(error), String(error)).toBe(true);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('findMp3Frame asks for a second frame behind the first', () => {
  const mp3 = bytesOf('stereo-vbr.mp3');
  expect(findMp3Frame(mp3)).toMatchObject({ offset: expect.any(Number), channelCount: 2 });
  expect(findMp3Frame(bytesOf('no-xing.mp3'))).toMatchObject({ offset: 0, channelCount: 1 });
  expect(findMp3Frame(bytesOf('aac.adts.aac').subarray(0, 4096))).toBeUndefined();
  expect(findMp3Frame(Uint8Array.from({ length: 4096 }, (_, i) => (i * 37) % 256))).toBeUndefined();
});
