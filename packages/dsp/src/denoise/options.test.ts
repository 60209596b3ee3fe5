import { describe, expect, it } from 'vitest';
import { whiteNoise } from '../../testing/syllables.ts';
import { DspError } from '../errors.ts';
import type { ReduceNoiseOptions } from './options.ts';
import { noiseReductionMask, reduceNoise } from './reduce-noise.ts';

const sampleRate = 22050;

describe('options of reduceNoise', () => {
  const clip = whiteNoise(9000, 0.1, 1);
  it.each([
    { sampleRate: 0 },
    { sampleRate, reduction: 2 },
    { sampleRate, hopLength: 600 },
    { sampleRate, floor: -1 },
    { sampleRate, overSubtraction: Number.NaN },
    { sampleRate, method: 'wiener' },
    { sampleRate, rule: 'loizou' },
    { sampleRate, noise: 'minimum' },
    { sampleRate, noise: { leading: 0 } },
    { sampleRate, method: 'spectral-gating', smoothing: 'none' },
    { sampleRate, method: 'spectral-gating', smoothTime: -1 },
    { sampleRate, method: 'spectral-gating', stationary: false, timeConstant: 0 },
  ])('refuses %j', (options) => {
    expect(() => reduceNoise(clip, options as unknown as ReduceNoiseOptions)).toThrow(DspError);
  });

  it('asks for a frame of noise at least, and for finite samples', () => {
    expect(() => reduceNoise(clip, { sampleRate, noise: new Float32Array(500) })).toThrow(/at least one frame/);
    expect(() => reduceNoise(clip, { sampleRate, noise: { leading: 0.01 } })).toThrow(/at least one frame/);
    expect(() => reduceNoise(Float64Array.of(1, Number.NaN), { sampleRate })).toThrow(/finite/);
  });

  it('takes frames of about 32 ms at any rate, and other sizes when asked', () => {
    const bins = (rate: number) => noiseReductionMask(clip, { sampleRate: rate }).shape[0];
    expect([8000, 16000, 22050, 48000].map(bins)).toEqual([129, 257, 513, 1025]);
    expect(noiseReductionMask(clip, { sampleRate, nFft: 500, hopLength: 120 }).shape).toEqual([251, 76]);
    expect(reduceNoise(clip, { sampleRate, nFft: 500, hopLength: 120 }).length).toBe(9000);
  });
});
