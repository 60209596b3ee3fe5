import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { transformedBlocks } from './transformed-blocks.ts';

test.each([
  // frameLength, hopLength, lags: of `yin`, the most lags, a frame of one hop, hops that are no power of two.
  [2048, 512, 340],
  [64, 16, 16],
  [32, 32, 10],
  [30, 10, 7],
])('frames of %i, %i apart, have the %i sums that a plain loop gives', (frameLength, hopLength, lags) => {
  const random = createRandom(1);
  const padded = Float64Array.from({ length: frameLength + 5 * hopLength }, () => random() - 0.5);
  // Loud samples behind a quiet frame must not be felt in it.
  padded.fill(0, 0, frameLength);
  padded[frameLength] = 1e9;
  const correlate = transformedBlocks(padded, { frameLength, hopLength, lags });
  const found = new Float64Array(lags);
  // In any order, too.
  for (const t of [0, 1, 2, 3, 4, 5, 3, 0]) {
    const frame = padded.subarray(t * hopLength, t * hopLength + frameLength);
    correlate(t, frame, found);
    const energy = frame.reduce((sum, value) => sum + value * value, 0);
    for (let lag = 0; lag < lags; lag++) {
      let sum = 0;
      for (let n = 0; n + lag < frameLength; n++) sum += frame[n]! * frame[n + lag]!;
      expect(Math.abs(found[lag]! - sum), `frame ${t}, lag ${lag}`).toBeLessThanOrEqual(1e-14 * energy);
    }
  }
});
