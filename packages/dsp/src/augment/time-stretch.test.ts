import { describe, expect, it } from 'vitest';
import { expectParity, recordParity } from '../../../../tools/parity/expect-parity.ts';
import { goldenSignals, readGolden, snrDb } from '../../testing/golden-signals.ts';
import { DspError } from '../errors.ts';
import { timeStretch } from './time-stretch.ts';

interface Golden {
  versions: { librosa: string };
  cases: {
    signal: string;
    arguments: {
      rate: number;
      n_fft?: number;
      hop_length?: number;
      win_length?: number;
      window?: string;
      center?: boolean;
    };
    length: number;
    peak: number;
    stride: number;
    values: number[];
  }[];
}
const golden = readGolden<Golden>('time-stretch');
const signals = goldenSignals();
const reference = `librosa ${golden.versions.librosa} effects.time_stretch`;

const optionsOf = (a: Golden['cases'][number]['arguments']) => ({
  rate: a.rate,
  nFft: a.n_fft,
  hopLength: a.hop_length,
  winLength: a.win_length,
  window: a.window as 'hann',
  center: a.center,
});

describe('timeStretch', () => {
  it.each(golden.cases)('gives the numbers of librosa: $signal, $arguments', (c) => {
    const out = timeStretch(signals[c.signal]!, optionsOf(c.arguments));
    expect(out.length).toBe(c.length);
    const picked = Float64Array.from(c.values, (_, i) => out[i * c.stride]!);
    const claim = { package: 'dsp', name: 'timeStretch', reference, path: 'float64', measure: 'relative' } as const;
    expectParity(picked, c.values, { ...claim, tolerance: 1e-8 });
  });

  it.each(golden.cases)('stays 90 dB clear of the float64 path in float32: $signal, $arguments', (c) => {
    const options = optionsOf(c.arguments);
    const single = timeStretch(Float32Array.from(signals[c.signal]!), options);
    expect(single).toBeInstanceOf(Float32Array);
    const double = timeStretch(signals[c.signal]!, options);
    expect(single.length).toBe(double.length);
    // Without centering the first and last samples are divided by a window near zero, which magnifies any rounding.
    const edge = c.arguments.center === false ? 64 : 0;
    const snr = snrDb(single.subarray(edge, -edge || undefined), double.subarray(edge, -edge || undefined));
    recordParity({
      package: 'dsp',
      name: 'timeStretch',
      reference: `${reference} (float64 input)`,
      path: 'float32',
      measure: 'relative',
      tolerance: 10 ** (-90 / 20),
      difference: 10 ** (-snr / 20),
    });
    expect(snr).toBeGreaterThan(90);
  });

  it('gives the lengths of librosa, rounded half to even', () => {
    const clip = new Float32Array(66150);
    const lengths = [0.85, 1.15, 2 ** (3 / 12), 2 ** (-3 / 12)].map((rate) => timeStretch(clip, { rate }).length);
    expect(lengths).toEqual([77824, 57522, 55625, 78666]);
    expect(timeStretch(new Float32Array(5), { rate: 2 }).length).toBe(2);
    expect(timeStretch(new Float32Array(7), { rate: 2 }).length).toBe(4);
  });

  it('keeps silence silent, the pitch of a tone, and its input', () => {
    expect(timeStretch(new Float32Array(9000), { rate: 0.8 }).every((v) => v === 0)).toBe(true);
    const tone = Float64Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * 500 * n) / 22050));
    const before = tone.slice();
    const slow = timeStretch(tone, { rate: 0.8 });
    expect(tone).toEqual(before);
    const middle = slow.subarray(5000, 20000);
    let crossings = 0;
    for (let n = 1; n < middle.length; n++) if (middle[n]! >= 0 !== middle[n - 1]! >= 0) crossings++;
    expect((crossings / 2) * (22050 / 15000)).toBeCloseTo(500, -0.5);
  });

  it('refuses a rate that is not above zero, and samples that are not finite', () => {
    for (const rate of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => timeStretch(new Float32Array(10), { rate })).toThrow(DspError);
    }
    expect(() => timeStretch(Float32Array.of(1, Number.NaN), { rate: 2 })).toThrow(/finite/);
  });
});
