import { DspError } from '../errors.ts';
import { type LoadAudioOptions, loadAudio } from '../load-audio.ts';
import type { MonoAudio } from '../load-wav.ts';
import type { OwnedFloat32, OwnedFloat64, OwnedSignal } from '../signal.ts';
import type { Audio } from '../wav/decode-wav.ts';
import { fileCodecs, openSource, unreadable } from './open-audio-file.ts';

/** Options of {@link loadAudioFile}. */
export interface LoadAudioFileOptions extends LoadAudioOptions {}

/**
 * Loads a file of any audio format from disk as `loadAudio` does from memory, and by an installed `ffmpeg` what no package
 * decodes (see `openAudioFile`).
 *
 * Of a long WAV, AIFF or AU file only the header and the wanted part are read, of a compressed one the bytes up to the end
 * of that part; memory holds a piece of the file, and the decoded part once at the file's rate and once at the wanted one.
 *
 * @param path File name or `file:` URL.
 * @throws {DspError} `file` if it cannot be read; as `loadAudio` does, with the file named in the message.
 */
export async function loadAudioFile(
  path: string | URL,
  options: LoadAudioFileOptions & { mono: false },
): Promise<Audio<OwnedSignal>>;
export async function loadAudioFile(
  path: string | URL,
  options: LoadAudioFileOptions & { mono?: true; dtype: 'float64' },
): Promise<MonoAudio<OwnedFloat64>>;
export async function loadAudioFile(
  path: string | URL,
  options?: LoadAudioFileOptions & { mono?: true; dtype?: 'float32' },
): Promise<MonoAudio<OwnedFloat32>>;
export async function loadAudioFile(
  path: string | URL,
  options?: LoadAudioFileOptions,
): Promise<MonoAudio<OwnedSignal> | Audio<OwnedSignal>>;
export async function loadAudioFile(
  path: string | URL,
  options: LoadAudioFileOptions = {},
): Promise<MonoAudio | Audio> {
  options.signal?.throwIfAborted();
  const { source, close } = await openSource(path);
  try {
    return await loadAudio(source, { codecs: fileCodecs, ...options });
  } catch (error) {
    if (DspError.isInstance(error) || options.signal?.aborted) throw error;
    throw unreadable(path, error);
  } finally {
    await close();
  }
}
