import { describe, expect, it } from 'vitest';
import { goldenSignals } from '../../../testing/golden-signals.ts';
import { createRandom } from '../../random.ts';
import { compose } from './compose.ts';
import { oneOf } from './one-of.ts';
import { randomGain } from './random-gain.ts';
import { randomGaussianSnr } from './random-gaussian-snr.ts';
import { randomPitchShift } from './random-pitch-shift.ts';
import { randomTimeStretch } from './random-time-stretch.ts';
import { someOf } from './some-of.ts';
import { defineTransform, type Transform } from './transform.ts';

const sampleRate = 22050;
const clip = Float32Array.from(goldenSignals().speech!.subarray(0, 6000));
const p = 1;

describe('sequences', () => {
  const mark = (type: string, factor: number) =>
    defineTransform({
      type,
      p: 1,
      options: {},
      draw: () => ({}),
      apply: (samples) => samples.map((v) => v * 10 + factor) as typeof samples,
    });
  const marks = [1, 2, 3, 4].map((n) => mark(`mark ${n}`, n));
  const traces = (transform: Transform, count = 400) =>
    Array.from(
      { length: count },
      (_, seed) => transform.augment(new Float64Array(1), { sampleRate, seed }).samples[0]!,
    );

  it('compose runs all in order, or in any order when shuffled', () => {
    expect(new Set(traces(compose(marks), 5))).toEqual(new Set([1234]));
    const orders = new Set(traces(compose(marks.slice(0, 3), { shuffle: true })));
    expect(orders).toEqual(new Set([123, 132, 213, 231, 312, 321]));
  });

  it('someOf runs as many as asked for, in the order given, every choice as often', () => {
    const counts = new Map<number, number>();
    for (const trace of traces(someOf(marks, { count: 2 }), 1200)) counts.set(trace, (counts.get(trace) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([12, 13, 14, 23, 24, 34]);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
    const lengths = new Set(traces(someOf(marks, { count: [0, null] })).map((v) => (v === 0 ? 0 : String(v).length)));
    expect(lengths).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('oneOf follows its weights', () => {
    const picked = traces(oneOf(marks, { weights: [6, 0, 2, 0] }), 2000);
    expect(new Set(picked)).toEqual(new Set([1, 3]));
    expect(picked.filter((v) => v === 1).length / 2000).toBeCloseTo(0.75, 1);
  });

  it('respect the probabilities of their parts and their own', () => {
    expect(traces(compose([randomGain({ p: 0 })]), 3)).toEqual([0, 0, 0]);
    const { applied } = compose([randomGain({ p: 0 }), mark('x', 7)]).augment(new Float64Array(1), {
      sampleRate,
      seed: 1,
    });
    expect(applied).toEqual({
      type: 'compose',
      parameters: { order: [0, 1], applied: [null, { type: 'x', parameters: {} }] },
    });
    const half = traces(compose([marks[0]!], { p: 0.5 }), 1000).filter((v) => v === 1).length;
    expect(half / 1000).toBeCloseTo(0.5, 1);
  });

  it('draw in this order: the chance of a transform, then its choice or its parameters', () => {
    const parts = [randomGain(), oneOf([randomPitchShift({ p }), randomTimeStretch({ p })]), randomGaussianSnr()];
    const { applied } = compose(parts).augment(clip, { sampleRate, seed: 2024 });
    const random = createRandom(2024);
    expect(random()).toBeLessThan(1); // compose
    expect(random()).toBeGreaterThan(0.5); // gain passes over
    expect(random()).toBeLessThan(1); // oneOf
    expect(random()).toBeLessThan(0.5); // … takes the first
    expect(random()).toBeLessThan(1); // pitch shift
    const nSteps = -4 + 8 * random();
    expect(random()).toBeGreaterThan(0.5); // noise passes over
    const pitch = { type: 'pitchShift', parameters: { nSteps } };
    const chosen = { type: 'oneOf', parameters: { order: [0], applied: [pitch] } };
    expect(applied).toEqual({ type: 'compose', parameters: { order: [0, 1, 2], applied: [null, chosen, null] } });
  });
});
