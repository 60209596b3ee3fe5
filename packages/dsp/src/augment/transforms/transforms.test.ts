import { describe, expect, it } from 'vitest';
import { goldenSignals } from '../../../testing/golden-signals.ts';
import { DspError } from '../../errors.ts';
import { createRandom } from '../../random.ts';
import type { Signal } from '../../signal.ts';
import { addGaussianNoise } from '../add-gaussian-noise.ts';
import { rmsOf } from '../level.ts';
import { timeStretch } from '../time-stretch.ts';
import { compose } from './compose.ts';
import { oneOf } from './one-of.ts';
import { randomBackgroundNoise } from './random-background-noise.ts';
import { randomBandPass } from './random-band-pass.ts';
import { randomClipping } from './random-clipping.ts';
import { randomGain } from './random-gain.ts';
import { randomGaussianNoise } from './random-gaussian-noise.ts';
import { randomGaussianSnr } from './random-gaussian-snr.ts';
import { randomHighPass } from './random-high-pass.ts';
import { randomImpulseResponse } from './random-impulse-response.ts';
import { randomLowPass } from './random-low-pass.ts';
import { randomPeak } from './random-peak.ts';
import { randomPitchShift } from './random-pitch-shift.ts';
import { randomPolarityInversion } from './random-polarity-inversion.ts';
import { randomShift } from './random-shift.ts';
import { randomTimeMask } from './random-time-mask.ts';
import { randomTimeStretch } from './random-time-stretch.ts';
import { someOf } from './some-of.ts';
import type { Transform, TransformJson } from './transform.ts';
import { transformFromJson } from './transform-from-json.ts';

const sampleRate = 22050;
const { speech, noise, music } = goldenSignals() as { speech: Float64Array; noise: Float64Array; music: Float64Array };
const clip = Float32Array.from(speech.subarray(0, 6000));
const sounds = { noises: { fan: noise, tune: music }, impulseResponses: { room: noise.subarray(0, 300) } };

const p = 1;
const leaves: Transform[] = [
  randomGaussianNoise({ p }),
  randomGaussianSnr({ p }),
  randomGain({ p }),
  randomPolarityInversion({ p }),
  randomShift({ p }),
  randomShift({ p, unit: 'seconds', minShift: -0.1, maxShift: 0.1, rollover: false }),
  randomTimeStretch({ p }),
  randomTimeStretch({ p, leaveLengthUnchanged: false, minRate: 1.1, maxRate: 1.1 }),
  randomPitchShift({ p, minSemitones: -3, maxSemitones: 3 }),
  randomLowPass({ p }),
  randomHighPass({ p, zeroPhase: true }),
  randomBandPass({ p }),
  randomPeak({ p }),
  randomClipping({ p }),
  randomTimeMask({ p }),
  randomBackgroundNoise({ p, noises: sounds.noises }),
  randomImpulseResponse({ p, impulseResponses: sounds.impulseResponses, minWet: 0.2 }),
];
const sequences: Transform[] = [
  compose(leaves.slice(0, 5)),
  compose(leaves.slice(0, 6), { shuffle: true }),
  oneOf(leaves.slice(2, 6), { weights: [1, 0, 2, 1] }),
  someOf(leaves, { count: [1, 3] }),
  compose([oneOf([leaves[2]!, leaves[3]!]), someOf(leaves.slice(9, 14), { count: 2 })]),
];

describe.each([...leaves, ...sequences].map((t) => [JSON.stringify(t), t] as const))('%s', (_, transform) => {
  it('gives the same bytes for the same seed, others for another, and leaves the clip alone', () => {
    const before = clip.slice();
    const first = transform.augment(clip, { sampleRate, seed: 5 });
    expect(transform.augment(clip, { sampleRate, random: createRandom(5) })).toEqual(first);
    expect(clip).toEqual(before);
    expect(first.samples).toBeInstanceOf(Float32Array);
    expect(first.samples.every(Number.isFinite)).toBe(true);
    if (transform.type !== 'polarityInversion' && !JSON.stringify(transform).includes('"minRate":1.1,')) {
      expect(transform.augment(clip, { sampleRate, seed: 6 }).applied).not.toEqual(first.applied);
    }
  });

  it('says what it did in JSON, and does it again', () => {
    const { samples, applied } = transform.augment(clip, { sampleRate, seed: 5 });
    const stored = JSON.parse(JSON.stringify(applied));
    expect(stored).toEqual(applied);
    expect(transform.replay(clip, { sampleRate, applied: stored })).toEqual(samples);
  });

  it('comes back from its own description', () => {
    const rebuilt = transformFromJson(JSON.parse(JSON.stringify(transform)) as TransformJson, sounds);
    expect(JSON.stringify(rebuilt)).toBe(JSON.stringify(transform));
    const context = { sampleRate, seed: 11 };
    expect(rebuilt.augment(clip, context)).toEqual(transform.augment(clip, context));
  });

  it('takes clips of any length, the empty one too, and silence', () => {
    for (const length of [0, 1, 2, 50]) {
      const { samples } = transform.augment(new Float64Array(length).fill(0.1), { sampleRate, seed: length });
      expect(samples).toBeInstanceOf(Float64Array);
      expect(samples.every(Number.isFinite)).toBe(true);
      if (!JSON.stringify(transform).includes('"leaveLengthUnchanged":false')) expect(samples.length).toBe(length);
    }
    expect(transform.augment(new Float32Array(3000), { sampleRate, seed: 1 }).samples.every(Number.isFinite)).toBe(
      true,
    );
  });

  it('refuses samples that are not finite, rates that are none, and a context without chance', () => {
    const bad = Float32Array.of(0, Number.NaN);
    expect(() => transform.augment(bad, { sampleRate, seed: 0 })).toThrow(DspError);
    expect(() => transform.augment(clip, { sampleRate: 0, seed: 0 })).toThrow(DspError);
    expect(() => transform.augment(clip, { sampleRate } as never)).toThrow(/seed/);
    expect(() => transform.replay(clip, { sampleRate, applied: { type: 'other', parameters: {} } })).toThrow(/type/);
    expect(transform.replay(clip, { sampleRate, applied: null })).toEqual(clip);
  });
});

describe('random transforms', () => {
  const drawn = (transform: Transform, key: string, samples: Signal = clip) =>
    Array.from({ length: 300 }, (_, seed) => {
      return transform.augment(samples, { sampleRate, seed }).applied!.parameters[key] as number;
    });
  const tiny = clip.subarray(0, 8);

  it('change clips with their probability', () => {
    for (const probability of [0, 0.3, 1]) {
      const random = createRandom(2);
      const transform = randomGain({ p: probability });
      const changed = Array.from(
        { length: 1000 },
        () => transform.augment(tiny, { sampleRate, random }).applied !== null,
      );
      expect(changed.filter(Boolean).length / 1000).toBeCloseTo(probability, 1);
    }
  });

  it('draw evenly over their range', () => {
    const gains = drawn(randomGain({ p, minGainDb: -6, maxGainDb: 2 }), 'gainDb', tiny);
    expect(Math.min(...gains)).toBeGreaterThanOrEqual(-6);
    expect(Math.min(...gains)).toBeLessThan(-5.8);
    expect(Math.max(...gains)).toBeLessThan(2);
    expect(Math.max(...gains)).toBeGreaterThan(1.8);
    expect(gains.reduce((a, b) => a + b, 0) / 300).toBeCloseTo(-2, 0);
  });

  it('draw frequencies evenly in mel and slopes in steps of 6 dB', () => {
    const cutoffs = drawn(randomLowPass({ p, minCutoff: 100, maxCutoff: 6000 }), 'cutoff', tiny).sort((a, b) => a - b);
    const mel = (f: number) => 2595 * Math.log10(1 + f / 700);
    expect(Math.abs(mel(cutoffs[150]!) - (mel(100) + mel(6000)) / 2)).toBeLessThan(150);
    expect(new Set(drawn(randomLowPass({ p }), 'order', tiny))).toEqual(new Set([2, 3, 4]));
    expect(new Set(drawn(randomHighPass({ p, zeroPhase: true }), 'order', tiny))).toEqual(new Set([1, 2]));
    expect(Math.max(...drawn(randomLowPass({ p, minCutoff: 9000, maxCutoff: 20000 }), 'cutoff', tiny))).toBe(
      0.49 * sampleRate,
    );
  });

  it('are what their plain functions do with what was drawn', () => {
    const { samples, applied } = randomGaussianNoise({ p }).augment(clip, { sampleRate, seed: 3 });
    const { amplitude, seed } = applied!.parameters as { amplitude: number; seed: number };
    expect(samples).toEqual(addGaussianNoise(clip, { amplitude, seed }));
    const stretched = randomTimeStretch({ p, leaveLengthUnchanged: false }).augment(clip, { sampleRate, seed: 3 });
    const { rate } = stretched.applied!.parameters as { rate: number };
    expect(stretched.samples).toEqual(timeStretch(clip, { rate }));
  });

  it('keep their promises: the SNR, the clipped share, the masked part', () => {
    const noisy = randomGaussianSnr({ p, minSnrDb: 10, maxSnrDb: 10 }).augment(speech, { sampleRate, seed: 1 }).samples;
    expect(20 * Math.log10(rmsOf(speech) / rmsOf(noisy.map((v, i) => v - speech[i]!)))).toBeCloseTo(10, 0);
    const clipped = randomClipping({ p, minPercentile: 30, maxPercentile: 30 }).augment(speech, {
      sampleRate,
      seed: 1,
    }).samples;
    const peak = clipped.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(clipped.filter((v) => Math.abs(v) === peak).length / clipped.length).toBeCloseTo(0.3, 2);
    const ones = new Float64Array(1000).fill(1);
    const masked = randomTimeMask({ p, minBandPart: 0.1, maxBandPart: 0.1, fadeDuration: 0 }).augment(ones, {
      sampleRate,
      seed: 1,
    });
    expect(masked.samples.filter((v) => v === 0).length).toBe(100);
  });

  it('do not depend on the order of a library', () => {
    const { fan, tune } = sounds.noises;
    const a = randomBackgroundNoise({ p, noises: { fan, tune } });
    const b = randomBackgroundNoise({ p, noises: { tune, fan } });
    for (let seed = 0; seed < 5; seed++) {
      expect(a.augment(clip, { sampleRate, seed })).toEqual(b.augment(clip, { sampleRate, seed }));
    }
  });

  it.each([
    () => randomGain({ minGainDb: 3, maxGainDb: 1 }),
    () => randomGain({ p: 1.5 }),
    () => randomTimeStretch({ minRate: 0.01 }),
    () => randomPitchShift({ maxSemitones: 25 }),
    () => randomShift({ unit: 'frames' as 'samples' }),
    () => randomLowPass({ minRollOff: 10 }),
    () => randomHighPass({ zeroPhase: true, minRollOff: 6 }),
    () => randomBandPass({ maxBandwidthFraction: 2 }),
    () => randomBackgroundNoise({ noises: {} }),
    () => compose([]),
    () => oneOf([randomGain()], { weights: [1, 2] }),
    () => oneOf([randomGain()], { weights: [0] }),
    () => someOf([randomGain()], { count: 2 }),
    () => someOf([randomGain()], { count: [1, 0] }),
    () => transformFromJson({ type: 'reverse', p: 1 }),
    () => transformFromJson({ type: 'toString', p: 1 }),
    () => transformFromJson({ type: 'compose', p: 1 }),
    () => transformFromJson({ type: 'gain', p: 1, minGainDb: 'loud' }),
    () => transformFromJson({ type: 'backgroundNoise', p: 1, noises: ['fan'] }),
  ])('refuse options that do not fit: %s', (make) => {
    expect(make).toThrow(DspError);
  });
});
