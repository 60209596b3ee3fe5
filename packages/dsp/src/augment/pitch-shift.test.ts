import { describe, expect, it } from 'vitest';
import { recordParity } from '../../../../tools/parity/expect-parity.ts';
import { goldenSignals, readGolden, snrDb } from '../../testing/golden-signals.ts';
import { DspError } from '../errors.ts';
import { pitchShift } from './pitch-shift.ts';

interface Golden {
  versions: { librosa: string; soxr: string };
  cases: {
    signal: string;
    arguments: { nSteps: number; binsPerOctave: number };
    length: number;
    stride: number;
    values: number[];
  }[];
}
const golden = readGolden<Golden>('pitch-shift');
const signals = goldenSignals();
const sampleRate = 22050;

describe('pitchShift', () => {
  for (const Precision of [Float64Array, Float32Array]) {
    it.each(golden.cases)(`gives what librosa gives (${Precision.name}): $signal, $arguments`, (c) => {
      const out = pitchShift(Precision.from(signals[c.signal]!), { sampleRate, ...c.arguments });
      expect(out.length).toBe(c.length);
      const snr = snrDb(
        c.values.map((_, i) => out[i * c.stride]!),
        c.values,
      );
      // The stretched signals agree to 1e-8; what is left is the difference of two resamplers near the band edge.
      recordParity({
        package: 'dsp',
        name: 'pitchShift',
        reference: `librosa ${golden.versions.librosa} effects.pitch_shift (soxr ${golden.versions.soxr})`,
        path: Precision === Float64Array ? 'float64' : 'float32',
        measure: 'relative',
        tolerance: 10 ** (-60 / 20),
        difference: 10 ** (-snr / 20),
      });
      expect(snr).toBeGreaterThan(60);
    });
  }

  it('keeps the energy when asked, by the root of the ratio of the rates', () => {
    const clip = Float64Array.from(signals.speech!.subarray(0, 8000));
    const plain = pitchShift(clip, { sampleRate, nSteps: 5 });
    const scaled = pitchShift(clip, { sampleRate, nSteps: 5, scale: true });
    const factor = Math.sqrt(2 ** (5 / 12));
    const furthest = scaled.reduce((worst, x, i) => Math.max(worst, Math.abs(x - plain[i]! * factor)), 0);
    expect(furthest).toBeLessThan(1e-12);
    expect(Math.max(...plain)).toBeGreaterThan(0.01);
  });

  it.each([
    [3, 12],
    [-3, 12],
    [7, 24],
  ])('moves a tone by %d steps of %d an octave', (nSteps, binsPerOctave) => {
    const tone = Float64Array.from({ length: 44100 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / sampleRate));
    const shifted = pitchShift(tone, { sampleRate, nSteps, binsPerOctave });
    // Frequency from the first and last upward zero crossing of the steady middle.
    const crossings: number[] = [];
    for (let n = 8000; n < 36000; n++) {
      const [a, b] = [shifted[n - 1]!, shifted[n]!];
      if (a < 0 && b >= 0) crossings.push(n - b / (b - a));
    }
    const frequency = ((crossings.length - 1) * sampleRate) / (crossings.at(-1)! - crossings[0]!);
    expect(Math.abs(frequency / (440 * 2 ** (nSteps / binsPerOctave)) - 1)).toBeLessThan(1e-3);
  });

  it('returns the input itself, nearly, at zero steps', () => {
    const speech = signals.speech!;
    expect(snrDb(pitchShift(speech, { sampleRate, nSteps: 0 }), speech)).toBeGreaterThan(200);
  });

  it('refuses bad options', () => {
    const clip = new Float32Array(4000);
    for (const options of [
      { sampleRate: 0, nSteps: 1 },
      { sampleRate, nSteps: Number.NaN },
      { sampleRate, nSteps: 1, binsPerOctave: 0 },
      { sampleRate, nSteps: 1, binsPerOctave: 1.5 },
      { sampleRate, nSteps: 400 },
    ]) {
      expect(() => pitchShift(clip, options)).toThrow(DspError);
    }
  });
});
