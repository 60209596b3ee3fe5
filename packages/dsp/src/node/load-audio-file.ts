import { type FileHandle, open } from 'node:fs/promises';
import { DspError } from '../errors.ts';
import { type LoadAudioOptions, loadFrames, type MonoAudio, resampleChannels } from '../load-audio.ts';
import type { Signal } from '../signal.ts';
import { toMono } from '../to-mono.ts';
import { checkFinite, createChannels, createSignal } from '../wav/channels.ts';
import type { Audio } from '../wav/decode-wav.ts';
import { frameRange } from '../wav/frame-range.ts';
import { type WavHeader, walkHeader } from '../wav/header.ts';
import { decodeSamples } from '../wav/samples.ts';
import { FileReader } from './file-reader.ts';

/** Options of {@link loadAudioFile}. */
export interface LoadAudioFileOptions extends LoadAudioOptions {
  /** Stops between two reads, with the signal's reason as the error. */
  readonly signal?: AbortSignal;
}

/** Bytes that are read and decoded at once. */
const pieceBytes = 2 ** 24;

/**
 * Loads a WAV file from disk as `loadAudio` does from memory.
 *
 * Of a long file only the header and the wanted part are read, 16 MiB at a time; memory holds that, and the decoded part
 * once at the file's rate and once at the wanted one.
 *
 * @param path File name or `file:` URL.
 * @throws {DspError} `file` if it cannot be read; as `loadAudio` does, with the file named in the message.
 */
export async function loadAudioFile(
  path: string | URL,
  options: LoadAudioFileOptions & { mono: false },
): Promise<Audio>;
export async function loadAudioFile(
  path: string | URL,
  options: LoadAudioFileOptions & { mono?: true; dtype: 'float64' },
): Promise<MonoAudio<Float64Array>>;
export async function loadAudioFile(
  path: string | URL,
  options?: LoadAudioFileOptions & { mono?: true; dtype?: 'float32' },
): Promise<MonoAudio<Float32Array>>;
export async function loadAudioFile(path: string | URL, options?: LoadAudioFileOptions): Promise<MonoAudio | Audio>;
export async function loadAudioFile(
  path: string | URL,
  options: LoadAudioFileOptions = {},
): Promise<MonoAudio | Audio> {
  options.signal?.throwIfAborted();
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    return await load(new FileReader(file), (await file.stat()).size, options);
  } catch (error) {
    throw named(error, path, options.signal);
  } finally {
    await file?.close();
  }
}

async function load(file: FileReader, size: number, options: LoadAudioFileOptions): Promise<MonoAudio | Audio> {
  const header = await readHeader(file, size);
  const { first, count } = frameRange(header, options);
  const pieceFrames = Math.max(1, Math.floor(pieceBytes / header.frameBytes));
  const read = async (from: number, frames: number): Promise<Uint8Array> => {
    options.signal?.throwIfAborted();
    const length = frames * header.frameBytes;
    const bytes = await file.read({ offset: header.dataOffset + from * header.frameBytes, length });
    if (bytes.length < length) throw new DspError('file', 'The file became shorter while it was read.');
    return bytes;
  };
  if (count <= pieceFrames) return loadFrames(await read(first, count), header, options);

  const { sampleRate, mono = true, dtype } = options;
  const results: Signal[] = mono ? [createSignal(count, dtype)] : createChannels(header, count, options);
  for (let done = 0; done < count; done += pieceFrames) {
    const frames = Math.min(pieceFrames, count - done);
    const channels = createChannels(header, frames, options);
    decodeSamples(await read(first + done, frames), header, channels);
    checkFinite(channels, header, options);
    for (const [index, samples] of (mono ? [toMono(channels)] : channels).entries()) results[index]!.set(samples, done);
  }
  return resampleChannels(
    results,
    header.sampleRate,
    sampleRate === undefined ? 22050 : (sampleRate ?? header.sampleRate),
    mono,
  );
}

async function readHeader(file: FileReader, size: number): Promise<WavHeader> {
  const walk = walkHeader(size);
  let step = walk.next();
  while (!step.done) step = walk.next(await file.read(step.value));
  return step.value;
}

function named(error: unknown, path: string | URL, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted && error === signal.reason) return error;
  if (DspError.isInstance(error)) return new DspError(error.code, `${path}: ${error.message}`, { cause: error });
  return new DspError(
    'file',
    `${path}: the file could not be read. ${error instanceof Error ? error.message : error}`,
    {
      cause: error,
    },
  );
}
