import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { correlationKernel } from '../wasm/correlation-kernel.ts';
import { blockCorrelation, type FrameCorrelation, type FrameShape } from './block-correlation.ts';
import { transformedBlocks } from './transformed-blocks.ts';

const byKernel = (padded: Float64Array, shape: FrameShape): FrameCorrelation => correlationKernel(padded, shape)!;

test.each<[(padded: Float64Array, shape: FrameShape) => FrameCorrelation, number, number, number]>([
  // frameLength, hopLength, lags: of the voice statistics; lags beyond a hop, a frame of one hop, lags to the end.
  [blockCorrelation, 512, 128, 135],
  [blockCorrelation, 64, 16, 41],
  [blockCorrelation, 32, 32, 10],
  [blockCorrelation, 24, 8, 24],
  // Of `yin`, the most lags, a frame of one hop, hops that are no power of two; in JavaScript and by the kernel.
  ...[transformedBlocks, byKernel].flatMap((way): [typeof way, number, number, number][] => [
    [way, 2048, 512, 340],
    [way, 64, 16, 16],
    [way, 32, 32, 10],
    [way, 30, 10, 7],
  ]),
])('%o: frames of %i, %i apart, have the %i sums that a plain loop gives', (way, frameLength, hopLength, lags) => {
  const random = createRandom(1);
  const padded = Float64Array.from({ length: frameLength + 5 * hopLength }, () => random() - 0.5);
  // Loud samples behind a quiet frame must not be felt in it.
  padded.fill(0, 0, frameLength);
  padded[frameLength] = 1e9;
  const correlate = way(padded, { frameLength, hopLength, lags });
  const frame = new Float64Array(frameLength + lags + 3);
  const found = new Float64Array(lags);
  // In any order, too.
  for (const t of [0, 1, 2, 3, 4, 5, 3, 0]) {
    frame.set(padded.subarray(t * hopLength, t * hopLength + frameLength));
    correlate(t, frame, found);
    const energy = frame.reduce((sum, value) => sum + value * value, 0);
    for (let lag = 0; lag < lags; lag++) {
      let sum = 0;
      let size = 0;
      for (let n = 0; n + lag < frameLength; n++) {
        const product = frame[n]! * frame[n + lag]!;
        sum += product;
        size += Math.abs(product);
      }
      // Sums are exact to their own size, transforms to the energy of the frame.
      const most = way === blockCorrelation ? 1e-13 * size : 1e-14 * energy;
      expect(Math.abs(found[lag]! - sum), `frame ${t}, lag ${lag}`).toBeLessThanOrEqual(most);
    }
  }
});

test('the kernel computes many frames at a time, and any of them when asked', () => {
  const random = createRandom(2);
  const padded = Float32Array.from({ length: 8 * 702 }, () => random() - 0.5);
  const shape = { frameLength: 24, hopLength: 8, lags: 7 };
  const [fast, slow] = [correlationKernel(padded, shape)!, transformedBlocks(padded, shape)];
  const [found, expected] = [new Float64Array(7), new Float64Array(7)];
  for (const t of [0, 116, 117, 233, 234, 467, 468, 699, 350, 0]) {
    const frame = Float64Array.from(padded.subarray(8 * t, 8 * t + 24));
    fast(t, frame, found);
    slow(t, frame, expected);
    for (let lag = 0; lag < 7; lag++) expect(found[lag], `frame ${t}, lag ${lag}`).toBeCloseTo(expected[lag]!, 13);
  }
});
