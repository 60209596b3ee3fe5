import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../../tools/parity/expect-parity.ts';
import { goldenSignals, readGolden } from '../../../testing/golden-signals.ts';
import { DspError } from '../../errors.ts';
import { convolve } from '../convolve.ts';
import { rmsOf } from '../level.ts';
import { bandPass } from './band-pass.ts';
import { type EqualizerBand, equalize } from './equalize.ts';
import { highPass } from './high-pass.ts';
import { lowPass } from './low-pass.ts';

interface FilterCase {
  kind: 'low-pass' | 'high-pass' | 'band-pass';
  arguments: { order: number; edges: number | [number, number]; zeroPhase: boolean };
  stride: number;
  values: number[];
}
interface ConvolveCase {
  kind: 'convolve';
  arguments: { response: number[] };
  stride: number;
  values: number[];
}
const golden = readGolden<{ versions: { scipy: string }; cases: (FilterCase | ConvolveCase)[] }>('filters');
const speech = goldenSignals().speech!.subarray(0, 3000);
const sampleRate = 22050;
const scipy = `scipy ${golden.versions.scipy} signal`;

function run({ kind, arguments: { order, edges, zeroPhase } }: FilterCase): Float64Array {
  if (Array.isArray(edges)) return bandPass(speech, { sampleRate, low: edges[0], high: edges[1], order, zeroPhase });
  return (kind === 'low-pass' ? lowPass : highPass)(speech, { sampleRate, cutoff: edges, order, zeroPhase });
}

/** Gain in dB of a steady tone. */
function toneGain(frequency: number, process: (tone: Float64Array) => Float64Array): number {
  const tone = Float64Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * frequency * n) / sampleRate));
  return 20 * Math.log10(rmsOf(process(tone).subarray(11025)) / rmsOf(tone.subarray(11025)));
}

describe('Butterworth filters', () => {
  const cases = golden.cases.filter((c): c is FilterCase => c.kind !== 'convolve');
  it.each(cases)('equal scipy: $kind $arguments', (c) => {
    const out = run(c);
    expectParity(
      Float64Array.from(c.values, (_, i) => out[i * c.stride]!),
      c.values,
      {
        package: 'dsp',
        name: { 'low-pass': 'lowPass', 'high-pass': 'highPass', 'band-pass': 'bandPass' }[c.kind],
        reference: `${scipy}.butter + ${c.arguments.zeroPhase ? 'sosfiltfilt' : 'sosfilt'}`,
        path: 'float64',
        measure: 'relative',
        tolerance: 1e-10,
      },
    );
  });

  it('are 3 dB down at the edges and 6 dB per octave an order beyond', () => {
    const low = (f: number) => toneGain(f, (x) => lowPass(x, { sampleRate, cutoff: 500, order: 4 }));
    expect(low(500)).toBeCloseTo(-3.01, 1);
    expect(low(100)).toBeCloseTo(0, 2);
    expect(low(1000)).toBeLessThan(-24);
    expect(toneGain(300, (x) => bandPass(x, { sampleRate, low: 300, high: 3400 }))).toBeCloseTo(-3.01, 1);
  });

  it('keep precision, take short and empty signals, and refuse bad edges', () => {
    const single = Float32Array.from(speech);
    const out = lowPass(single, { sampleRate, cutoff: 1000 });
    expect(out).toBeInstanceOf(Float32Array);
    expect(out).toEqual(Float32Array.from(lowPass(Float64Array.from(single), { sampleRate, cutoff: 1000 })));
    expect(lowPass(new Float32Array(0), { sampleRate, cutoff: 1000, zeroPhase: true }).length).toBe(0);
    expect(lowPass(Float64Array.of(0.5), { sampleRate, cutoff: 1000, zeroPhase: true })[0]).toBeCloseTo(0.5, 12);
    for (const cutoff of [0, -5, 11025, Number.NaN]) {
      expect(() => lowPass(single, { sampleRate, cutoff })).toThrow(DspError);
    }
    expect(() => bandPass(single, { sampleRate, low: 3000, high: 300 })).toThrow(/below high/);
    expect(() => highPass(single, { sampleRate, cutoff: 100, order: 13 })).toThrow(/order/);
  });
});

describe('equalize', () => {
  const gainAt = (frequency: number, band: EqualizerBand) =>
    toneGain(frequency, (x) => equalize(x, { sampleRate, bands: [band] }));

  it('has its gain at the center of a peak and none far from it', () => {
    const band = { frequency: 1000, gainDb: 9, q: 2 } as const;
    expect(gainAt(1000, band)).toBeCloseTo(9, 3);
    expect(gainAt(60, band)).toBeCloseTo(0, 1);
    expect(gainAt(10500, band)).toBeCloseTo(0, 1);
  });

  it('lifts one side of a shelf, half of it at the middle', () => {
    const low = { type: 'low-shelf', frequency: 800, gainDb: -8 } as const;
    expect(gainAt(60, low)).toBeCloseTo(-8, 1);
    expect(gainAt(800, low)).toBeCloseTo(-4, 3);
    expect(gainAt(9000, low)).toBeCloseTo(0, 1);
    const high = { type: 'high-shelf', frequency: 2000, gainDb: 6 } as const;
    expect(gainAt(60, high)).toBeCloseTo(0, 1);
    expect(gainAt(2000, high)).toBeCloseTo(3, 3);
    expect(gainAt(10500, high)).toBeCloseTo(6, 1);
  });

  it('undoes a band with the opposite gain, and refuses bad bands', () => {
    const bands = [6, -6].map((gainDb) => ({ frequency: 700, gainDb, q: 1 }));
    const flat = equalize(speech, { sampleRate, bands });
    for (let i = 0; i < flat.length; i += 97) expect(flat[i]).toBeCloseTo(speech[i]!, 12);
    expect(() => equalize(speech, { sampleRate, bands: [{ frequency: 12000, gainDb: 1 }] })).toThrow(DspError);
    expect(() =>
      equalize(speech, { sampleRate, bands: [{ type: 'notch' as 'peaking', frequency: 1, gainDb: 1 }] }),
    ).toThrow(/type/);
  });
});

describe('convolve', () => {
  const cases = golden.cases.filter((c): c is ConvolveCase => c.kind === 'convolve');
  it.each(cases)('equals scipy, response of $arguments.response.length', (c) => {
    const out = convolve(speech, c.arguments.response);
    expect(out.length).toBe(3000 + c.arguments.response.length - 1);
    expectParity(
      Float64Array.from(c.values, (_, i) => out[i * c.stride]!),
      c.values,
      {
        package: 'dsp',
        name: 'applyImpulseResponse',
        reference: `${scipy}.fftconvolve`,
        path: 'float64',
        measure: 'relative',
        tolerance: 1e-11,
      },
    );
  });

  it('does not depend on how blocks fall', () => {
    const a = goldenSignals().noise!;
    const b = a.subarray(100, 200);
    const out = convolve(a, b);
    for (const n of [0, 50, 924, 925, 5000, out.length - 1]) {
      let direct = 0;
      for (let k = 0; k < b.length; k++) direct += b[k]! * (a[n - k] ?? 0);
      expect(out[n]).toBeCloseTo(direct, 12);
    }
  });
});
