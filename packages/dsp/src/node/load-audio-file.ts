import { type FileHandle, open } from 'node:fs/promises';
import { DspError } from '../errors.ts';
import { finish, type LoadAudioOptions, type MonoAudio } from '../load-audio.ts';
import { type Audio, checkFinite, createChannels, frameRange } from '../wav/decode-wav.ts';
import { type WavHeader, walkHeader } from '../wav/header.ts';
import { decodeSamples } from '../wav/samples.ts';

/** Options of {@link loadAudioFile}. */
export interface LoadAudioFileOptions extends LoadAudioOptions {
  /** Stops between two reads, with the signal's reason as the error. */
  readonly signal?: AbortSignal;
}

/** Bytes that are read and decoded at once. */
const pieceBytes = 2 ** 20;

/**
 * Loads a WAV file from disk as `loadAudio` does from memory.
 *
 * Reads the header and the wanted part only, in pieces: memory holds the decoded samples and one mebibyte of the file.
 *
 * @param path File name or `file:` URL.
 * @throws {@link DspError} `file` if it cannot be read; as `loadAudio` does, with the file named in the message.
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
    return finish(await decodeFile(file, options), options);
  } catch (error) {
    throw named(error, path, options.signal);
  } finally {
    await file?.close();
  }
}

async function decodeFile(file: FileHandle, options: LoadAudioFileOptions): Promise<Audio> {
  const header = await readHeader(file);
  const { first, count } = frameRange(header, options);
  const channels = createChannels(header, count, options);
  const pieceFrames = Math.max(1, Math.floor(pieceBytes / header.frameBytes));
  const piece = new Uint8Array(Math.min(count, pieceFrames) * header.frameBytes);
  for (let done = 0; done < count; done += pieceFrames) {
    options.signal?.throwIfAborted();
    const wanted = Math.min(pieceFrames, count - done) * header.frameBytes;
    const bytes = await readAt(file, piece.subarray(0, wanted), header.dataOffset + (first + done) * header.frameBytes);
    if (bytes.length < wanted) {
      throw new DspError('file', 'The file became shorter while it was read.');
    }
    decodeSamples(bytes, header, channels, done);
  }
  checkFinite(channels, header, options);
  return { channels, sampleRate: header.sampleRate };
}

async function readHeader(file: FileHandle): Promise<WavHeader> {
  const { size } = await file.stat();
  const walk = walkHeader(size);
  let step = walk.next();
  while (!step.done) step = walk.next(await readAt(file, new Uint8Array(step.value.length), step.value.offset));
  return step.value;
}

/** Fills `target` from `position`; what is returned is shorter at the end of the file only. */
async function readAt(file: FileHandle, target: Uint8Array, position: number): Promise<Uint8Array> {
  let filled = 0;
  while (filled < target.length) {
    const { bytesRead } = await file.read(target, filled, target.length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return target.subarray(0, filled);
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
