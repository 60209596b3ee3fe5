import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { audioGolden, bytesOf, noise } from '../../testing/audio-golden.ts';
import { bytes, chunk, fmt, riff } from '../../testing/build-wav.ts';
import type { Codec } from '../codecs/codec.ts';
import { wavCodec } from '../codecs/wav/wav-codec.ts';
import { DspError } from '../errors.ts';
import { loadWav } from '../load-wav.ts';
import { encodeWav } from '../wav/encode-wav.ts';
import { FileReader } from './file-reader.ts';
import { loadAudioFile } from './load-audio-file.ts';
import { openAudioFile } from './open-audio-file.ts';

const { files } = audioGolden<{ files: Record<string, string> }>('load');
let folder: string;
const put = (name: string, content: Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'load-audio-file-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function refusal(promise: Promise<unknown>): Promise<DspError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!DspError.isInstance(error)) throw error ?? new Error('Nothing was thrown.');
  return error;
}

describe('loadAudioFile', () => {
  test('gives what loadWav gives, from a path or a URL', async () => {
    for (const [name, content] of Object.entries(files)) {
      const path = put(`${name}.wav`, bytesOf(content));
      for (const options of [
        {},
        { sampleRate: null },
        { mono: false },
        { offset: 0.005, duration: 0.01 },
        { dtype: 'float64' },
      ] as const) {
        expect(await loadAudioFile(path, options)).toEqual(loadWav(bytesOf(content), options));
      }
      expect(await loadAudioFile(pathToFileURL(path))).toEqual(loadWav(bytesOf(content)));
    }
  });

  test('a recording longer than one read gives the same', async () => {
    const pattern = noise(99991, 3);
    const long = Int16Array.from({ length: 2 * 4_500_000 }, (_, i) => pattern[i % pattern.length]!);
    const file = new Uint8Array(44 + 2 * long.length);
    file.set(riff([fmt(1, { channels: 2, rate: 48000 }), chunk('data', [], { size: 2 * long.length })]));
    file.set(new Uint8Array(long.buffer), 44);
    const path = put('long.wav', file);
    const [actual, expected] = [await loadAudioFile(path), loadWav(file)].map(({ samples }) =>
      Buffer.from(samples.buffer),
    );
    expect(Buffer.compare(actual!, expected!)).toBe(0);
    const part = { offset: 90, duration: 0.25, sampleRate: null, mono: false } as const;
    expect(await loadAudioFile(path, part)).toEqual(loadWav(file, part));

    const aborting = new AbortController();
    const loading = loadAudioFile(path, { signal: aborting.signal });
    aborting.abort(new Error('enough'));
    await expect(loading).rejects.toThrow('enough');
  });

  test('of a long file only the head and the wanted part are read', async () => {
    const sparse = join(folder, 'sparse.wav');
    const handle = await open(sparse, 'w');
    const frames = 1_000_000_000;
    await handle.write(riff([fmt(1, { rate: 48000 }), chunk('data', [], { size: 2 * frames })]));
    const at = 44 + 2 * 480_000_000;
    await handle.write(new Uint8Array(Int16Array.of(16384, -16384).buffer), 0, 4, at);
    await handle.truncate(44 + 2 * frames);
    await handle.close();
    const before = process.memoryUsage().rss;
    const { samples } = await loadAudioFile(sparse, { offset: 10_000, duration: 0.01, sampleRate: null });
    expect([...samples.subarray(0, 3)]).toEqual([0.5, -0.5, 0]);
    expect(samples.length).toBe(480);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  test('headers beyond the first read are found', async () => {
    const content = riff([chunk('JUNK', new Uint8Array(2 ** 20)), fmt(1), chunk('data', bytes(Int16Array.of(16384)))]);
    const { samples } = await loadAudioFile(put('junk.wav', content), { sampleRate: null });
    expect(samples).toEqual(Float32Array.of(0.5));
  });

  test('errors name the file', async () => {
    const missing = await refusal(loadAudioFile(join(folder, 'missing.wav')));
    expect(missing.code).toBe('file');
    expect(missing.message).toMatch(/missing\.wav: the file could not be read\. ENOENT/);
    const text = await refusal(loadAudioFile(put('text.wav', Buffer.from('no WAV file at all'))));
    expect(text.code).toBe('invalid-audio');
    expect(text.message).toMatch(/text\.wav: No audio format is known that begins so/);
    expect(DspError.isInstance(text.cause)).toBe(true);
    expect((await refusal(loadAudioFile(folder))).code).toBe('file');
    const path = put('short.wav', encodeWav({ channels: [new Float32Array(8)], sampleRate: 8000 }));
    expect((await refusal(loadAudioFile(path, { offset: 1 }))).code).toBe('invalid-option');
  });

  test('an aborted signal stops before the file is opened', async () => {
    const signal = AbortSignal.abort(new Error('stopped'));
    await expect(loadAudioFile(join(folder, 'missing.wav'), { signal })).rejects.toThrow('stopped');
  });
});

test('FileReader gives what is there of a short file, again and again', async () => {
  const file = await FileReader.open(put('short.bin', Uint8Array.of(1, 2, 3)));
  for (const [range, bytes] of [
    [{ offset: 0, length: 2 }, [1, 2]],
    [{ offset: 1, length: 9 }, [2, 3]],
    [{ offset: 5, length: 1 }, []],
  ] as const) {
    expect([...(await file.read(range))]).toEqual(bytes);
  }
  await file.close();
});

test('openAudioFile closes the file where its codec fails to close', async () => {
  const closed = vi.spyOn(FileReader.prototype, 'close');
  const failing: Codec = {
    name: 'failing',
    sniff: () => true,
    open: async (source) => ({
      ...(await wavCodec.open(source)),
      close: () => Promise.reject(new Error('stuck')),
    }),
  };
  const path = put('failing.wav', encodeWav({ channels: [new Float32Array(8)], sampleRate: 8000 }));
  const audio = await openAudioFile(path, { codecs: [failing] });
  await expect(audio.close()).rejects.toThrow('stuck');
  expect(closed).toHaveBeenCalledTimes(1);
  closed.mockRestore();
});

test('FileReader reads across its first read and up to the end', async () => {
  const content = Uint8Array.from({ length: 600_000 }, (_, i) => i % 251);
  const path = put('bytes.bin', content);
  for (const [offset, length] of [
    [0, 10],
    [524_280, 20],
    [599_990, 20],
    [600_000, 5],
  ] as const) {
    const file = await FileReader.open(path);
    expect(file.size).toBe(600_000);
    const reading = file.read({ offset, length });
    // What is being read is read to its end before the file is closed, once.
    let isClosed = false;
    void file.close().then(() => {
      isClosed = true;
    });
    await file.close();
    expect(isClosed).toBe(true);
    expect(Buffer.compare(await reading, content.subarray(offset, Math.min(offset + length, 600_000)))).toBe(0);
    await expect(file.read({ offset: 550_000, length: 1 })).rejects.toThrow('closed');
  }
});
