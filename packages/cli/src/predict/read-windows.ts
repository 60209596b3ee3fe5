import { resample } from '@ser/dsp';
import { loadAudioFile } from '@ser/dsp/node';

/** A stretch of a recording; times in seconds. */
export interface AudioWindow {
  readonly start: number;
  readonly end: number;
  /** Mono, at the rate that was asked for. */
  readonly samples: Float32Array;
  /** Rate of the file, in Hz. */
  readonly nativeRate: number;
}

export interface ReadWindowsOptions {
  /** Length of a window, in seconds. */
  readonly duration: number;
  /** Rate of the samples that come out, in Hz. */
  readonly sampleRate: number;
  readonly signal: AbortSignal;
}

/**
 * Reads a WAV file in windows that overlap by half; a recording of at most one window's length is one window.
 *
 * The last window ends with the recording, so that nothing is heard twice as silence. Only two windows are in memory at a
 * time: hours of recording need no more of it than seconds.
 *
 * @throws DspError where the file is no WAV file, or cannot be read.
 */
export async function* readWindows(
  path: string,
  { duration, sampleRate, signal }: ReadWindowsOptions,
): AsyncGenerator<AudioWindow> {
  // At the file's own rate, at which positions are whole frames.
  const read = (first: number, rate: number) =>
    loadAudioFile(path, { sampleRate: null, offset: first === 0 ? 0 : (first + 0.5) / rate, duration, signal });
  const opening = await read(0, 1);
  const rate = opening.sampleRate;
  const size = Math.trunc(duration * rate);
  const step = Math.max(1, Math.floor(size / 2));
  const windowOf = (first: number, samples: Float32Array): AudioWindow => ({
    start: first / rate,
    end: (first + samples.length) / rate,
    nativeRate: rate,
    samples: samples.length === 0 ? samples : resample(samples, { from: rate, to: sampleRate }),
  });

  let first = 0;
  let { samples } = opening;
  while (samples.length === size) {
    yield windowOf(first, samples);
    const next = await read(first + step, rate);
    if (next.samples.length < size) {
      const length = first + step + next.samples.length;
      if (length > first + size) yield windowOf(length - size, (await read(length - size, rate)).samples);
      return;
    }
    first += step;
    samples = next.samples;
  }
  yield windowOf(first, samples);
}
