import { type Codec, resample, type Signal, toMono } from '@ser/dsp';
import { fileCodecs, openAudioFile } from '@ser/dsp/node';

/** A stretch of a recording; times in seconds. */
export interface AudioWindow {
  readonly start: number;
  readonly end: number;
  /** Mono, at the rate that was asked for. */
  readonly samples: Float32Array;
  /** Rate of the file, in Hz. */
  readonly nativeRate: number;
  /** Share of the recording that is read, from 0 to 1: by its frames, or by its bytes where those are not known before. */
  readonly share: number;
}

export interface ReadWindowsOptions {
  /** Length of a window, in seconds. */
  readonly duration: number;
  /** Rate of the samples that come out, in Hz; null for that of the file. */
  readonly sampleRate: number | null;
  readonly signal: AbortSignal;
  /** Told once all was read what is wrong with the file, if anything. */
  readonly onComplaint?: (complaint: string) => void;
}

/**
 * Reads a file in windows that overlap by half; a recording of at most one window's length is one window.
 *
 * The last window ends with the recording, so that nothing is heard twice as silence. The file is decoded once, and memory
 * holds two windows and a piece of it: hours of recording need no more than seconds.
 *
 * @throws {DspError} where the file is no audio file, or cannot be read.
 */
export async function* readWindows(
  path: string,
  { duration, sampleRate, signal, onComplaint }: ReadWindowsOptions,
): AsyncGenerator<AudioWindow> {
  let bytes = 0;
  const codecs = countedCodecs((share) => {
    bytes = share;
  });
  const audio = await openAudioFile(path, { codecs });
  try {
    const { sampleRate: rate, frames } = audio;
    const size = Math.max(1, Math.trunc(duration * rate));
    const step = Math.max(1, Math.floor(size / 2));
    /** What is held of the recording, from frame `base` to frame `end`. */
    let held: Float32Array[] = [];
    let base = 0;
    let end = 0;
    const windowOf = (first: number, last: number): AudioWindow => {
      if (held.length !== 1) held = [joined(held, end - base)];
      const samples = held[0]!.slice(first - base, last - base);
      return {
        start: first / rate,
        end: last / rate,
        nativeRate: rate,
        share: frames === undefined ? bytes : Math.min(1, last / Math.max(1, frames)),
        samples: samples.length === 0 ? samples : resample(samples, { from: rate, to: sampleRate ?? rate }),
      };
    };
    const letGo = (before: number): void => {
      held = [held[0]!.slice(before - base)];
      base = before;
    };

    let next = 0;
    for await (const channels of audio.read({ signal })) {
      const piece = monoOf(channels);
      held.push(piece);
      end += piece.length;
      for (; next + size <= end; next += step) {
        yield windowOf(next, next + size);
        // The last window of all begins behind this one's start.
        letGo(next);
      }
    }
    if (next === 0) yield windowOf(0, end);
    else if (end > next - step + size) yield windowOf(end - size, end);
    const complaint = audio.complaint?.();
    if (complaint !== undefined) onComplaint?.(complaint);
  } finally {
    await audio.close();
  }
}

/** The codecs of files, which tell the share of a file's bytes up to which they have read. */
function countedCodecs(onRead: (share: number) => void): Codec[] {
  return fileCodecs.map((codec) => ({
    ...codec,
    open: (source) =>
      codec.open({
        ...source,
        read: (range) => {
          onRead(Math.min(1, (range.offset + range.length) / source.size));
          return source.read(range);
        },
      }),
  }));
}

function monoOf(channels: readonly Signal[]): Float32Array {
  return (channels.length === 1 ? channels[0]! : toMono(channels)) as Float32Array;
}

function joined(pieces: readonly Float32Array[], length: number): Float32Array {
  const whole = new Float32Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
