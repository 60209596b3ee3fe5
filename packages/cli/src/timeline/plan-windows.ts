import type { Stretch } from './timeline.ts';

/**
 * The windows of a stretch of speech: as long as the model's clips and overlapping by half, the last one ending with the
 * speech; one window where the speech is no longer than that.
 *
 * @param size Samples of a window.
 */
export function planWindows({ start, end, ...rest }: Stretch, size: number): Stretch[] {
  if (end - start <= size) return [{ ...rest, start, end }];
  const step = Math.max(1, Math.floor(size / 2));
  const windows: Stretch[] = [];
  for (let at = start; at + size < end; at += step) windows.push({ ...rest, start: at, end: at + size });
  windows.push({ ...rest, start: end - size, end });
  return windows;
}
