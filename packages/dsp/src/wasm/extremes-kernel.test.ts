import { expect, test } from 'vitest';
import { signals } from '../../testing/golden.ts';
import { sumExtremes } from '../features/band-extremes.ts';
import { framesOf } from '../stft/frames.ts';
import { featureHop, spectrogram } from '../stft/spectrogram.ts';
import { extremesKernel } from './extremes-kernel.ts';
import { runFrameKernel64 } from './frame-kernel.ts';
import { kernels } from './kernels.ts';

const band = (count: number) => ({ from: 3, to: 60, count });

test('sums as many as it has room for to the same bits as the plain path, and no more', () => {
  const options = { nFft: 128, hopLength: Math.floor(signals.short!.length / 600) };
  const { data, shape } = spectrogram(signals.short!, options);
  const frames = shape[1];
  const most = kernels()!.run.mostSummed();
  expect(frames).toBeGreaterThan(512);
  for (const count of [1, 10, most]) {
    const [largest, smallest] = [new Float64Array(frames), new Float64Array(frames)];
    sumExtremes(data.subarray(3 * frames, 60 * frames), count, largest, smallest);
    const kernel = extremesKernel([band(count)])!;
    expect(runFrameKernel64(framesOf(signals.short!, options, featureHop), kernel)).toEqual([largest, smallest]);
  }
  expect(extremesKernel([band(1), band(most + 1)])).toBeUndefined();
});
