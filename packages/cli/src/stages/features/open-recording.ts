import { readFile, stat } from 'node:fs/promises';
import { DspError, type LoadAudioOptions, loadAudio, type MonoAudio } from '@ser/dsp';
import { fileCodecs, loadAudioFile } from '@ser/dsp/node';
import { digestFile } from '@ser/files';
import { sha256 } from '../../files/digest.ts';

/** A recording, or a stretch of one in seconds. */
export interface Recording {
  readonly path: string;
  /** @default 0 */
  readonly start?: number | undefined;
  /** @default the end of the file */
  readonly end?: number | undefined;
}

/** A recording that can be loaded. */
export interface OpenRecording {
  /** SHA-256 of the file. */
  readonly content: string;
  /** Loads what `offset` and `duration` ask for, as `loadAudio` does. */
  load(options: LoadOptions): Promise<MonoAudio<Float32Array>>;
}

type LoadOptions = Pick<LoadAudioOptions, 'sampleRate' | 'offset' | 'duration'>;

/** Segments of one file come one after the other, and it is read whole for its digest: once, not for each of them. */
let lastDigest: { readonly of: string; readonly digest: Promise<string> } | undefined;

/**
 * Opens a recording: a file of its own is read at once, a segment at its place, so that memory holds no more of a long file.
 *
 * @throws the system's error where it cannot be read.
 */
export async function openRecording({ path, start, end }: Recording): Promise<OpenRecording> {
  if (start === undefined && end === undefined) {
    const bytes = await readFile(path);
    return { content: sha256(bytes), load: (options) => loadAudio(bytes, { ...options, codecs: fileCodecs }) };
  }
  const { size, mtimeMs } = await stat(path);
  const of = `${path}\n${size}\n${mtimeMs}`;
  if (lastDigest?.of !== of) lastDigest = { of, digest: digestFile(path, 'sha256') };
  return {
    content: await lastDigest.digest,
    load: (options) =>
      loadAudioFile(path, options).catch((error: unknown) => {
        // Whoever tells of a problem names the file.
        if (!DspError.isInstance(error)) throw error;
        throw new DspError(error.code, error.message.replace(`${path}: `, ''), { cause: error });
      }),
  };
}
