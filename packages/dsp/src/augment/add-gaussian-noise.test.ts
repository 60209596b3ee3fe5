import { describe, expect, it } from 'vitest';
import { DspError } from '../errors.ts';
import { createNormal } from '../normal.ts';
import { createRandom } from '../random.ts';
import { addGaussianNoise } from './add-gaussian-noise.ts';
import { rmsOf } from './level.ts';

const tone = Float64Array.from({ length: 22050 }, (_, n) => 0.5 * Math.sin(n / 7));
const noiseOf = (noisy: Float64Array) => noisy.map((v, i) => v - tone[i]!);

describe('addGaussianNoise', () => {
  it('adds 0.003 times the normal deviates of the seed', () => {
    const normal = createNormal(createRandom(42));
    const noisy = addGaussianNoise(tone, { seed: 42 });
    expect(noisy).toEqual(tone.map((v) => v + 0.003 * normal()));
    expect(addGaussianNoise(tone, { random: createRandom(42) })).toEqual(noisy);
    expect(addGaussianNoise(tone, { seed: 43 })).not.toEqual(noisy);
  });

  it('adds the same numbers with a kernel and without, whatever the seed and the length', () => {
    for (const [seed, length] of [
      [0, 1],
      [1, 2],
      [7, 623],
      [2 ** 32 - 1, 16_385],
      [12_345, 50_001],
    ] as const) {
      const silence = new Float64Array(length);
      const options = { amplitude: 1 };
      expect(addGaussianNoise(silence, { ...options, seed })).toEqual(
        addGaussianNoise(silence, { ...options, random: createRandom(seed) }),
      );
    }
  });

  it('takes the amplitude as absolute, or as a part of RMS or peak', () => {
    const deviation = (relativeTo: 'absolute' | 'rms' | 'peak') =>
      rmsOf(noiseOf(addGaussianNoise(tone, { amplitude: 0.01, relativeTo, seed: 1 })));
    expect(deviation('absolute')).toBeCloseTo(0.01, 3);
    expect(deviation('rms') / deviation('absolute')).toBeCloseTo(rmsOf(tone), 10);
    expect(deviation('peak') / deviation('absolute')).toBeCloseTo(0.5, 4);
  });

  it('keeps precision, length and the input', () => {
    const single = Float32Array.from(tone);
    const noisy = addGaussianNoise(single, { seed: 0 });
    expect(noisy).toBeInstanceOf(Float32Array);
    expect(noisy.length).toBe(single.length);
    expect(single).toEqual(Float32Array.from(tone));
    expect(addGaussianNoise(new Float32Array(0), { seed: 0 }).length).toBe(0);
    expect(addGaussianNoise(tone, { amplitude: 0, seed: 0 })).toEqual(tone);
  });

  it('leaves silence silent when the noise is relative', () => {
    const silence = new Float64Array(100);
    expect(addGaussianNoise(silence, { relativeTo: 'rms', seed: 0 })).toEqual(silence);
    expect(rmsOf(addGaussianNoise(silence, { seed: 0 }))).toBeGreaterThan(0);
  });

  it('refuses bad options and samples with typed errors', () => {
    // @ts-expect-error a seed or a random function is needed
    expect(() => addGaussianNoise(tone, {})).toThrow(DspError);
    expect(() => addGaussianNoise(tone, { amplitude: -1, seed: 0 })).toThrow(/amplitude/);
    expect(() => addGaussianNoise(tone, { relativeTo: 'loudness' as 'rms', seed: 0 })).toThrow(/relativeTo/);
    expect(() => addGaussianNoise(Float32Array.of(Number.NaN), { seed: 0 })).toThrow(/finite/);
  });
});
