import { fileURLToPath } from 'node:url';
import { audioCodecs } from '../codecs/audio-codecs.ts';
import type { ByteSource, Codec, OpenAudio } from '../codecs/codec.ts';
import { type OpenAudioOptions, openAudio } from '../codecs/open-audio.ts';
import { DspError } from '../errors.ts';
import { ffmpegCodec } from './ffmpeg-codec.ts';
import { FileReader } from './file-reader.ts';

/** What files are tried as, unless told otherwise. */
export const fileCodecs: readonly Codec[] = [...audioCodecs, ffmpegCodec];

/**
 * Opens a file of any audio format for reading piece by piece: the formats of `audioCodecs`, and by an installed `ffmpeg`
 * everything else that has sound, video included.
 *
 * @param path File name or `file:` URL. Call `close` when done.
 * @throws {DspError} as `openAudio` does, with the file named; `file` where it cannot be read.
 */
export async function openAudioFile(path: string | URL, options: OpenAudioOptions = {}): Promise<OpenAudio> {
  const { source, close } = await openSource(path);
  try {
    const audio = await openAudio(source, { codecs: fileCodecs, ...options });
    const closeAudio = audio.close;
    return {
      ...audio,
      close: async () => {
        try {
          await closeAudio();
        } finally {
          await close();
        }
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A file as a source of bytes; messages name it by its path.
 *
 * @param headBytes Bytes that the first read takes.
 */
export async function openSource(
  path: string | URL,
  headBytes?: number,
): Promise<{ source: ByteSource; close: () => Promise<void> }> {
  try {
    const name = typeof path === 'string' ? path : fileURLToPath(path);
    const file = await FileReader.open(name, headBytes);
    return {
      source: {
        size: file.size,
        name: String(path),
        path: name,
        read: (range) => file.read(range),
      },
      close: () => file.close(),
    };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The error of a file that cannot be read. */
export function unreadable(path: string | URL, cause: unknown): DspError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DspError('file', `${path}: the file could not be read. ${reason}`, { cause });
}
