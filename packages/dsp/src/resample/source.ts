import type { Signal } from '../signal.ts';

/** Where the samples of a signal come from, read block by block. */
export interface SampleSource {
  /** Samples in all. */
  readonly length: number;
  /** What a sample is to be multiplied by after reading. */
  readonly scale: number;
  /** Whether none of the samples can be NaN or infinite. */
  readonly isFinite: boolean;
  /** Writes samples `start` … `end − 1`, which lie within the signal, to `target` from `at` on. */
  read(start: number, end: number, target: Signal, at: number): void;
}

/** Reads samples `start` … `start + target.length − 1`, zeros outside the signal. */
export function readPadded(source: SampleSource, start: number, target: Signal): void {
  const from = Math.min(Math.max(0, -start), target.length);
  const to = Math.max(from, Math.min(target.length, source.length - start));
  target.fill(0, 0, from);
  if (from < to) source.read(start + from, start + to, target, from);
  target.fill(0, to);
}

/** Reads the whole signal, scaled. */
export function readAll<S extends Signal>(source: SampleSource, target: S): S {
  source.read(0, source.length, target, 0);
  if (source.scale !== 1) for (let i = 0; i < target.length; i++) target[i] = target[i]! * source.scale;
  return target;
}

/** Samples that lie in memory. */
export function signalSource(samples: Signal): SampleSource {
  return {
    length: samples.length,
    scale: 1,
    isFinite: false,
    read: (start, end, target, at) => target.set(samples.subarray(start, end), at),
  };
}
