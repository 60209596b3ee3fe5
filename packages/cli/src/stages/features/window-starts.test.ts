import { expect, test } from 'vitest';
import { windowStarts } from './window-starts.ts';

test.each([
  [0, 100, [0]],
  [7, 100, [0]],
  [100, 100, [0]],
  [101, 100, [0, 1]],
  [150, 100, [0, 50]],
  [240, 100, [0, 50, 100, 140]],
  [3, 1, [0, 1, 2]],
])('%i frames in windows of %i', (frames, size, starts) => {
  expect(windowStarts(frames, size)).toEqual(starts);
});
