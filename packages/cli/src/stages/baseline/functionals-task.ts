import { DspError, voiceFunctionals } from '@ser/dsp';
import { SerError } from '../../errors.ts';
import { ArrayStore, type StoredArray } from '../../files/array-store.ts';
import { digest } from '../../files/digest.ts';
import { type Recording as Opened, type OpenRecording, openRecording } from '../features/open-recording.ts';
import { judgeStretch, windowStarts } from '../features/stretches.ts';

/** Raised when the same recording gives other numbers, so that old ones are not taken for new. */
const FUNCTIONALS_VERSION = 2;

/** A recording, or a stretch of one in seconds. */
export interface Recording extends Opened {
  /** Seconds of the windows that it is described in. @default described as a whole */
  readonly window?: number | undefined;
}

/** One recording to describe; the store remembers what was described. */
export interface FunctionalsTask extends Recording {
  /** Folder of the store. */
  readonly folder: string;
}

/** The numbers of a recording, a row of the same length for each of its windows, or why it has none. */
export type FunctionalsResult =
  | { readonly rows: readonly Float32Array[]; readonly nativeRate: number; readonly computed: boolean }
  | { readonly problem: string }
  /** The work itself failed, as on a full disk: an error loses its class on its way out of a thread. */
  | { readonly failure: string };

/** Voice statistics of one recording, computed or found in the store. Runs in a worker thread. */
export async function functionalsTask({ folder, ...recording }: FunctionalsTask): Promise<FunctionalsResult> {
  const opened = await openRecording(recording).catch((cause: Error) => cause);
  if (opened instanceof Error) return { problem: `it cannot be read: ${opened.message}` };
  const { start = 0, end = null, window = null } = recording;
  const key = digest({ functionals: FUNCTIONALS_VERSION, content: opened.content, start, end, window });
  const store = new ArrayStore(folder);
  const stored = await store.read(key);
  if (stored) return { ...unpack(stored), computed: false };
  const result = await describeRecording(opened, recording);
  if ('problem' in result) return result;
  try {
    await store.write(key, pack(result));
  } catch (error) {
    if (error instanceof SerError) return { failure: error.message };
    throw error;
  }
  return { ...result, computed: true };
}

/** What is described of a recording. */
interface Described {
  readonly rows: readonly Float32Array[];
  /** In Hz. */
  readonly nativeRate: number;
}

/** One array: the rate stands before each row. */
function pack({ rows, nativeRate }: Described): StoredArray {
  const data = rows.flatMap((row) => [nativeRate, ...row]);
  return { data: Float32Array.from(data), shape: [rows.length, data.length / rows.length] };
}

function unpack({ data, shape }: StoredArray): Described {
  const [count, columns] = shape as [number, number];
  const rowAt = (i: number): Float32Array => data.slice(1 + i * columns, (i + 1) * columns);
  return { rows: Array.from({ length: count }, (_, i) => rowAt(i)), nativeRate: data[0]! };
}

/**
 * Voice statistics of a recording as a whole, whatever its length, or of each of its windows that says something; where none
 * does, of those that are not silent.
 */
export async function describeRecording(
  recording: Pick<OpenRecording, 'load'>,
  { start = 0, end, window }: Omit<Recording, 'path'> = {},
): Promise<Described | { readonly problem: string }> {
  try {
    const stretch = { offset: start, ...(end !== undefined && { duration: end - start }) };
    const { samples, sampleRate } = await recording.load({ sampleRate: null, ...stretch });
    if (samples.length === 0) return { problem: 'it holds no audio' };
    if (samples.every((sample) => sample === 0)) return { problem: 'it is silent: every sample is zero' };
    if (window === undefined) return { rows: [describeSamples(samples, sampleRate)], nativeRate: sampleRate };
    const size = Math.max(1, Math.trunc(window * sampleRate));
    const stretches = windowStarts(samples.length, size).map((first) => samples.subarray(first, first + size));
    const judged = stretches.map((samples) => ({ samples, reason: judgeStretch(samples, { sampleRate, size }) }));
    const usable = judged.filter(({ reason }) => reason === undefined);
    const heard = usable.length > 0 ? usable : judged.filter(({ reason }) => reason !== 'silent');
    return { rows: heard.map(({ samples }) => describeSamples(samples, sampleRate)), nativeRate: sampleRate };
  } catch (error) {
    if (DspError.isInstance(error)) return { problem: error.message };
    throw error;
  }
}

/** One row of voice statistics. */
export function describeSamples(samples: Float32Array, sampleRate: number): Float32Array {
  return Float32Array.from(voiceFunctionals(samples, { sampleRate }).values);
}
