/** A stretch of a signal, in samples; `end` is past the last one. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts a long signal into windows of `size` samples that overlap by half; a signal of at most `size` samples is one window.
 *
 * The last window ends with the signal, so that nothing is heard twice as silence.
 */
export function windows(length: number, size: number): Window[] {
  if (length <= size) return [{ start: 0, end: length }];
  const step = Math.max(1, Math.floor(size / 2));
  const result: Window[] = [];
  for (let start = 0; start + size < length; start += step) result.push({ start, end: start + size });
  result.push({ start: length - size, end: length });
  return result;
}
