import type { Signal } from '../signal.ts';

/** Where samples come from: writes `start` … `start + target.length − 1` to `target`, zeros outside the signal. */
export type SampleSource = (start: number, target: Signal) => void;

/**
 * A source that reads any signal of `length` samples.
 *
 * @param read Writes samples `start` … `end − 1`, which lie within the signal, to `target` from `at` on.
 */
export function createSource(
  length: number,
  read: (start: number, end: number, target: Signal, at: number) => void,
): SampleSource {
  return (start, target) => {
    const from = Math.min(Math.max(0, -start), target.length);
    const to = Math.max(from, Math.min(target.length, length - start));
    target.fill(0, 0, from);
    if (from < to) read(start + from, start + to, target, from);
    target.fill(0, to);
  };
}
