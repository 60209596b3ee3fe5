import { readFile } from 'node:fs/promises';
import { DspError, loadAudio, voiceFunctionals } from '@ser/dsp';
import { SerError } from '../../errors.ts';
import { ArrayStore } from '../../files/array-store.ts';
import { digest, sha256 } from '../../files/digest.ts';

/** Raised when the same recording gives other numbers, so that old ones are not taken for new. */
const FUNCTIONALS_VERSION = 1;

/** A recording, or a stretch of one in seconds. */
export interface Recording {
  readonly path: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
}

/** One recording to describe; the store remembers what was described. */
export interface FunctionalsTask extends Recording {
  /** Folder of the store. */
  readonly folder: string;
}

/** The numbers of a recording, or why it has none. */
export type FunctionalsResult =
  | { readonly values: Float32Array; readonly computed: boolean }
  | { readonly problem: string }
  /** The work itself failed, as on a full disk: an error loses its class on its way out of a thread. */
  | { readonly failure: string };

/** Voice statistics of one recording, computed or found in the store. Runs in a worker thread. */
export async function functionalsTask({ folder, ...recording }: FunctionalsTask): Promise<FunctionalsResult> {
  const bytes = await readFile(recording.path).catch((cause: Error) => cause);
  if (bytes instanceof Error) return { problem: `it cannot be read: ${bytes.message}` };
  const { start = 0, end = null } = recording;
  const key = digest({ functionals: FUNCTIONALS_VERSION, content: sha256(bytes), start, end });
  const store = new ArrayStore(folder);
  const stored = await store.read(key);
  if (stored) return { values: stored.data, computed: false };
  const result = await describeRecording(bytes, recording);
  if ('problem' in result) return result;
  try {
    await store.write(key, { data: result.values, shape: [result.values.length] });
  } catch (error) {
    if (error instanceof SerError) return { failure: error.message };
    throw error;
  }
  return { values: result.values, computed: true };
}

/** Voice statistics of a recording as a whole, whatever its length. */
export async function describeRecording(
  bytes: Uint8Array,
  { start = 0, end }: Omit<Recording, 'path'> = {},
): Promise<{ readonly values: Float32Array } | { readonly problem: string }> {
  try {
    const stretch = { offset: start, ...(end !== undefined && { duration: end - start }) };
    const { samples, sampleRate } = await loadAudio(bytes, { sampleRate: null, ...stretch });
    if (samples.length === 0) return { problem: 'it holds no audio' };
    if (samples.every((sample) => sample === 0)) return { problem: 'it is silent: every sample is zero' };
    return { values: Float32Array.from(voiceFunctionals(samples, { sampleRate }).values) };
  } catch (error) {
    if (DspError.isInstance(error)) return { problem: error.message };
    throw error;
  }
}
