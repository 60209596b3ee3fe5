/**
 * Where the windows of a recording begin, in frames: they overlap by half, and the last one ends with the recording, so that
 * every frame is in one of them. A recording of at most one window's length is one window.
 *
 * @param frames Length of the recording.
 * @param size Length of a window, at least 1.
 */
export function windowStarts(frames: number, size: number): number[] {
  const step = Math.max(1, Math.floor(size / 2));
  const starts = [0];
  let start = step;
  for (; start + size <= frames; start += step) starts.push(start);
  if (frames > start - step + size) starts.push(frames - size);
  return starts;
}
