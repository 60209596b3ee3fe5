import type { Stretch } from './timeline.ts';

/**
 * The windows of a stretch of speech: as long as the model's clips and overlapping by half, the last one ending with the
 * speech. Speech that is no longer than that is one window, with as much of what is around it as makes it one clip long: models
 * learn from clips in which somebody begins to speak and ends.
 *
 * @param size Samples of a window.
 * @param room From where to where a window may reach. @default the stretch alone
 */
export function planWindows(stretch: Stretch, size: number, room: Pick<Stretch, 'start' | 'end'> = stretch): Stretch[] {
  const { start, end, ...rest } = stretch;
  const missing = size - (end - start);
  if (missing >= 0) {
    const [left, right] = [start - room.start, room.end - end];
    const before = Math.min(left, Math.max(Math.floor(missing / 2), missing - right));
    return [{ ...rest, start: start - before, end: end + Math.min(right, missing - before) }];
  }
  const step = Math.max(1, Math.floor(size / 2));
  const windows: Stretch[] = [];
  for (let at = start; at + size < end; at += step) windows.push({ ...rest, start: at, end: at + size });
  windows.push({ ...rest, start: end - size, end });
  return windows;
}
