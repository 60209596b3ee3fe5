import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenSignals } from '../../testing/golden-signals.ts';
import { DspError } from '../errors.ts';
import { addBackgroundNoise } from './add-background-noise.ts';
import { applyImpulseResponse } from './apply-impulse-response.ts';
import { clip } from './clip.ts';
import { exponentialImpulseResponse } from './exponential-impulse-response.ts';
import { gain } from './gain.ts';
import { invertPolarity } from './invert-polarity.ts';
import { rmsOf } from './level.ts';
import { shift } from './shift.ts';
import { timeMask } from './time-mask.ts';

const { speech, noise } = goldenSignals() as { speech: Float64Array; noise: Float64Array };
const ramp = Float64Array.of(1, 2, 3, 4, 5);

describe('gain', () => {
  it('multiplies by 10^(dB / 20)', () => {
    expect(gain(ramp, { gainDb: 20 })).toEqual(Float64Array.of(10, 20, 30, 40, 50));
    expect(gain(ramp, { gainDb: 0 })).toEqual(ramp);
    expect(rmsOf(gain(speech, { gainDb: -6 })) / rmsOf(speech)).toBeCloseTo(0.501187, 6);
    expect(() => gain(ramp, { gainDb: Number.NaN })).toThrow(DspError);
  });
});

describe('invertPolarity', () => {
  it('is its own inverse', () => {
    expect(invertPolarity(ramp)).toEqual(Float64Array.of(-1, -2, -3, -4, -5));
    expect(invertPolarity(invertPolarity(speech))).toEqual(speech);
  });
});

describe('clip', () => {
  it('limits values and nothing else', () => {
    expect(clip(Float32Array.of(-2, -0.5, 0.5, 2))).toEqual(Float32Array.of(-1, -0.5, 0.5, 1));
    expect(clip(ramp, { min: 2, max: 3 })).toEqual(Float64Array.of(2, 2, 3, 3, 3));
    expect(() => clip(ramp, { min: 1, max: 0 })).toThrow(/at most max/);
  });
});

describe('shift', () => {
  it('rolls over, or fills with zeros', () => {
    expect(shift(ramp, { offset: 2 })).toEqual(Float64Array.of(4, 5, 1, 2, 3));
    expect(shift(ramp, { offset: -1 })).toEqual(Float64Array.of(2, 3, 4, 5, 1));
    expect(shift(ramp, { offset: 2, rollover: false })).toEqual(Float64Array.of(0, 0, 1, 2, 3));
    expect(shift(ramp, { offset: -2, rollover: false })).toEqual(Float64Array.of(3, 4, 5, 0, 0));
    expect(shift(ramp, { offset: 5, rollover: false })).toEqual(new Float64Array(5));
    expect(shift(ramp, { offset: 0, fade: 3 })).toEqual(ramp);
    expect(shift(new Float32Array(0), { offset: 3 }).length).toBe(0);
  });

  it('fades on both sides of the seam', () => {
    const ones = new Float64Array(10).fill(1);
    expect([...shift(ones, { offset: 4, fade: 2 })]).toEqual([1, 1, 0.75, 0.25, 0.25, 0.75, 1, 1, 1, 1]);
  });

  it('inverts by the opposite offset', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.array(fc.integer(), { minLength: 1, maxLength: 20 }),
        (offset, values) => {
          const samples = Float64Array.from(values);
          expect(shift(shift(samples, { offset }), { offset: -offset })).toEqual(samples);
        },
      ),
    );
    expect(() => shift(ramp, { offset: 0.5 })).toThrow(/integer/);
  });
});

describe('timeMask', () => {
  it('silences a stretch, with fades', () => {
    expect(timeMask(ramp, { start: 1, width: 2 })).toEqual(Float64Array.of(1, 0, 0, 4, 5));
    expect(timeMask(ramp, { start: 4, width: 9 })).toEqual(Float64Array.of(1, 2, 3, 4, 0));
    const ones = new Float64Array(8).fill(1);
    expect([...timeMask(ones, { start: 1, width: 6, fade: 2 })]).toEqual([1, 0.75, 0.25, 0, 0, 0.25, 0.75, 1]);
    expect(timeMask(ramp, { start: 2, width: 0 })).toEqual(ramp);
    expect(() => timeMask(ramp, { start: -1, width: 2 })).toThrow(DspError);
  });
});

describe('addBackgroundNoise', () => {
  it.each([-5, 0, 12.5, 30])('mixes at %d dB', (snrDb) => {
    const noisy = addBackgroundNoise(speech, { noise: noise.subarray(0, 700), snrDb, offset: 650 });
    const added = noisy.map((v, i) => v - speech[i]!);
    expect(20 * Math.log10(rmsOf(speech) / rmsOf(added))).toBeCloseTo(snrDb, 10);
    // Starts at the offset and repeats.
    expect(added[3]! / noise[653]!).toBeCloseTo(added[703]! / noise[653]!, 10);
    expect(added[50]! / noise[0]!).toBeCloseTo(added[0]! / noise[650]!, 10);
  });

  it('leaves the signal alone where no ratio exists', () => {
    expect(addBackgroundNoise(speech, { noise: new Float32Array(5), snrDb: 0 })).toEqual(speech);
    expect(addBackgroundNoise(new Float64Array(9), { noise, snrDb: 0 })).toEqual(new Float64Array(9));
    expect(() => addBackgroundNoise(speech, { noise: new Float32Array(0), snrDb: 0 })).toThrow(DspError);
  });
});

describe('applyImpulseResponse', () => {
  const delay = Float64Array.of(0, 0, 0.5);

  it('delays by a delayed impulse and keeps length and level', () => {
    const out = applyImpulseResponse(ramp, { impulseResponse: delay });
    expect(rmsOf(out)).toBeCloseTo(rmsOf(ramp), 12);
    expect(out[1]).toBeCloseTo(0, 12);
    expect(out[3]! / out[2]!).toBeCloseTo(2, 12);
    const raw = applyImpulseResponse(ramp, { impulseResponse: delay, keepLevel: false, keepTail: true });
    [0, 0, 0.5, 1, 1.5, 2, 2.5].forEach((value, i) => {
      expect(raw[i]).toBeCloseTo(value, 12);
    });
    expect(raw.length).toBe(7);
  });

  it('mixes dry and wet', () => {
    expect(applyImpulseResponse(speech, { impulseResponse: delay, wet: 0 })).toEqual(speech);
    const half = applyImpulseResponse(ramp, { impulseResponse: Float64Array.of(1), wet: 0.5 });
    half.forEach((value, i) => {
      expect(value).toBeCloseTo(ramp[i]!, 12);
    });
    expect(applyImpulseResponse(new Float32Array(4), { impulseResponse: delay })).toEqual(new Float32Array(4));
    expect(applyImpulseResponse(new Float32Array(0), { impulseResponse: delay }).length).toBe(0);
    expect(() => applyImpulseResponse(ramp, { impulseResponse: new Float32Array(0) })).toThrow(DspError);
    expect(() => applyImpulseResponse(ramp, { impulseResponse: delay, wet: 2 })).toThrow(/wet/);
  });
});

describe('exponentialImpulseResponse', () => {
  it('decays by 60 dB in its decay time and has the direct sound asked for', () => {
    const response = exponentialImpulseResponse({
      sampleRate: 16000,
      decayTime: 0.5,
      directToReverberantDb: 6,
      seed: 1,
    });
    expect(response.length).toBe(8000);
    expect(response[0]).toBe(1);
    const tail = response.subarray(1);
    expect(10 * Math.log10(1 / (rmsOf(tail) ** 2 * tail.length))).toBeCloseTo(6, 4);
    const drop = 20 * Math.log10(rmsOf(tail.subarray(0, 800)) / rmsOf(tail.subarray(4000, 4800)));
    expect(drop).toBeGreaterThan(28);
    expect(drop).toBeLessThan(32);
    expect(() => exponentialImpulseResponse({ sampleRate: 16000, decayTime: 0, seed: 1 })).toThrow(DspError);
  });
});
