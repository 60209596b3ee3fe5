import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { blockCorrelation } from './block-correlation.ts';

test.each([
  // frameLength, hopLength, lags: of the voice statistics; lags beyond a hop, a frame of one hop, lags to the end.
  [512, 128, 135],
  [64, 16, 41],
  [32, 32, 10],
  [24, 8, 24],
])('frames of %i, %i apart, have the %i sums that a plain loop gives', (frameLength, hopLength, lags) => {
  const random = createRandom(1);
  const padded = Float64Array.from({ length: frameLength + 5 * hopLength }, () => random() - 0.5);
  // Loud samples behind a quiet frame must not be felt in it.
  padded.fill(0, 0, frameLength);
  padded[frameLength] = 1e9;
  const correlate = blockCorrelation(padded, { frameLength, hopLength, lags });
  const frame = new Float64Array(frameLength + lags + 3);
  const found = new Float64Array(lags);
  // In any order, too.
  for (const t of [0, 1, 2, 3, 4, 5, 3, 0]) {
    frame.set(padded.subarray(t * hopLength, t * hopLength + frameLength));
    correlate(t, frame, found);
    for (let lag = 0; lag < lags; lag++) {
      let sum = 0;
      let size = 0;
      for (let n = 0; n + lag < frameLength; n++) {
        const product = frame[n]! * frame[n + lag]!;
        sum += product;
        size += Math.abs(product);
      }
      expect(Math.abs(found[lag]! - sum), `frame ${t}, lag ${lag}`).toBeLessThanOrEqual(1e-13 * size);
    }
  }
});
