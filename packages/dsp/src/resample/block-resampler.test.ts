import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { createBlockResampler } from './block-resampler.ts';
import { resample } from './resample.ts';

test.each([
  [48_000, 16_000],
  [44_100, 16_000],
  [8000, 16_000],
  [11_025, 16_000],
  [16_000, 16_000],
])('from %i to %i Hz it gives what resample gives, whatever the pieces', (from, to) => {
  const random = createRandom(from);
  const samples = Float32Array.from({ length: Math.round(3.37 * from) }, () => random() - 0.5);
  const inPieces = (length: number): Float32Array => {
    const own = createBlockResampler({ from, to });
    const parts: Float32Array[] = [];
    for (let at = 0; at < samples.length; at += length) parts.push(own.push(samples.subarray(at, at + length)));
    return Float32Array.from([...parts, own.finish()].flatMap((part) => [...part]));
  };
  const whole = resample(samples, { from, to });
  const own = inPieces(samples.length);
  expect(inPieces(7001)).toEqual(own);
  expect(own).toHaveLength(whole.length);
  expect(own.reduce((most, x, i) => Math.max(most, Math.abs(x - whole[i]!)), 0)).toBeLessThan(2e-6);
});
