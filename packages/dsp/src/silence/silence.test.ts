import { describe, expect, test } from 'vitest';
import { recordParity } from '../../../../tools/parity/expect-parity.ts';
import { audioGolden, noise, unit } from '../../testing/audio-golden.ts';
import { expectCode } from '../../testing/expect-code.ts';
import { split } from './split.ts';
import { trimSilence } from './trim-silence.ts';

interface Golden {
  readonly parts: [number, number, number][];
  readonly cases: {
    signal: string;
    options: { top_db?: number; ref?: number; frame_length?: number; hop_length?: number };
    trim: [number, number];
    split: [number, number][];
    least?: [number, number][];
  }[];
}
const { cases, parts } = audioGolden<Golden>('silence');

const bursts = (length: number, seed: number, where: readonly [number, number, number][]): Float64Array => {
  const quiet = noise(length, seed).map((x) => x >> 11);
  const loud = noise(length, seed + 1);
  for (const [start, end, shift] of where) for (let i = start; i < end; i++) quiet[i] = loud[i]! >> shift;
  return unit(quiet);
};
const signals: Record<string, Float64Array[]> = {
  bursts: [bursts(24000, 31, parts)],
  stereo: [bursts(24000, 33, parts.slice(0, 2)), bursts(24000, 35, parts.slice(2, 4))],
  loud: [unit(noise(3000, 37))],
  silence: [new Float64Array(4000)],
  short: [unit(noise(300, 39))],
  empty: [new Float64Array(0)],
};
const claim = (name: string, path: string) =>
  ({
    package: 'dsp',
    name,
    path,
    reference: `librosa 0.11.0 effects.${name === 'split' ? 'split' : 'trim'} (sample positions)`,
    measure: 'absolute',
    tolerance: 0,
    difference: 0,
  }) as const;

describe('against librosa.effects.trim and split', () => {
  test.each(cases)('$signal $options', ({ signal, options, trim, split: intervals, least }) => {
    const { top_db: topDb, ref, frame_length: frameLength, hop_length: hopLength } = options;
    const ours = { topDb, ref, frameLength, hopLength };
    for (const path of ['float64', 'float32']) {
      const channels = signals[signal]!.map((y) => (path === 'float64' ? y : Float32Array.from(y)));
      const input = channels.length === 1 ? channels[0]! : channels;
      const { start, end } = Array.isArray(input) ? trimSilence(input, ours) : trimSilence(input, ours);
      expect([start, end]).toEqual(trim);
      expect(split(input, ours).map((part) => [part.start, part.end])).toEqual(intervals);
      if (least) {
        const quietest = split(input, { ...ours, aggregate: (levels) => Math.min(...levels) });
        expect(quietest.map((part) => [part.start, part.end])).toEqual(least);
      }
      recordParity(claim('trimSilence', path));
      recordParity(claim('split', path));
    }
  });
});

describe('trimSilence', () => {
  test('copies the part of every channel', () => {
    const [y] = signals.bursts as [Float64Array];
    const { samples, start, end } = trimSilence(y, { topDb: 20 });
    expect(start).toBeGreaterThan(0);
    expect(samples).toEqual(y.slice(start, end));
    expect(samples.buffer).not.toBe(y.buffer);
    const both = trimSilence([y, y], { topDb: 20 });
    expect(both.channels).toEqual([samples, samples]);
  });

  test('digital silence is kept whole relative to itself, and cut relative to a number', () => {
    const silence = new Float32Array(5000);
    expect(trimSilence(silence)).toMatchObject({ start: 0, end: 5000 });
    expect(trimSilence(silence, { ref: 1 })).toMatchObject({ start: 0, end: 0, samples: new Float32Array(0) });
  });

  test('refusals', () => {
    const y = new Float32Array(10);
    expectCode('invalid-option', () => trimSilence(y, { topDb: 0 }));
    expectCode('invalid-option', () => trimSilence(y, { topDb: Number.NaN }));
    expectCode('invalid-option', () => split(y, { hopLength: 0 }));
    expectCode('invalid-option', () => split(y, { ref: 0 }));
    expectCode('invalid-signal', () => split([]));
    expectCode('invalid-signal', () => trimSilence([y, new Float32Array(11)]));
    expectCode('non-finite', () => trimSilence(Float32Array.of(Number.NaN)));
  });
});
