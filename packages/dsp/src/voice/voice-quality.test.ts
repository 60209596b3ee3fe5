import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { formants } from './formants.ts';
import { glottalPulses } from './glottal-pulses.ts';
import { harmonicsToNoise } from './harmonics-to-noise.ts';
import { jitter } from './jitter.ts';
import { lpc } from './lpc.ts';
import { shimmer } from './shimmer.ts';
import { sincValue } from './sinc-interpolation.ts';

const file = 'voice-quality';
const reference = 'Praat 6.3.07';
const speech = signals.speech!;

test.each(goldenCases(file, 'lpc'))('lpc equals librosa: $title', ({ source, options, result }) => {
  const claim = { name: 'lpc', reference: 'librosa 0.11.0 lpc', measure: 'relative', tolerance: 1e-8 } as const;
  expectGolden(lpc(signals[source]!, options), result, claim);
});

/** Holds all parts of one analysis against the cases of each, which stand in the same order. */
function expectParts<Part extends string>(
  name: string,
  parts: readonly Part[],
  tolerance: number,
  run: (samples: Float64Array, options: never) => Record<Part, Parameters<typeof expectGolden>[0]>,
): void {
  const cases = parts.map((part) => goldenCases(file, `${name}.${part}`));
  for (const [i, { source, options }] of cases[0]!.entries()) {
    const own = run(signals[source]!, options as never);
    for (const [p, part] of parts.entries()) {
      const claim = { name: `${name}.${part}`, reference, measure: 'absolute', tolerance } as const;
      expectGolden(own[part], cases[p]![i]!.result, claim);
    }
  }
}

test('formants equal Praat’s in Hz', () => {
  expectParts('formants', ['times', 'frequencies', 'bandwidths'], 1e-6, formants);
});

test('harmonicsToNoise equals Praat in dB', () => {
  // Both sides look for the top of a correlation until it moves by less than 1e-8 samples, on paths of their own.
  expectParts('harmonicsToNoise', ['times', 'decibels'], 1e-5, harmonicsToNoise);
});

test.each(goldenCases(file, 'glottalPulses'))('pulses, jitter and shimmer equal Praat’s: $title', (golden) => {
  const { maxPeriodFactor, maxAmplitudeFactor, ...options } = golden.options;
  const samples = signals[golden.source]!;
  const pulses = glottalPulses(samples, options);
  const claim = { reference, measure: 'absolute', tolerance: 1e-6 } as const;
  expectGolden(pulses, golden.result, { name: 'glottalPulses', ...claim });
  const both = goldenCases(file, 'jitterAndShimmer').find(({ title }) => title === golden.title)!;
  const own = [
    jitter(pulses, { maxPeriodFactor }),
    shimmer(samples, { sampleRate: options.sampleRate, pulses, maxPeriodFactor, maxAmplitudeFactor }),
  ];
  expectGolden(Float64Array.from(own), both.result, { name: 'jitter, shimmer', ...claim });
});

test('measures float32 as float64, and knows a clear voice from a hoarse one', () => {
  const sampleRate = 16000;
  const voice = (noise: number) =>
    Float32Array.from({ length: 5000 }, (_, n) => {
      let sum = noise * (((n * 7919) % 1009) / 1009 - 0.5);
      for (let h = 1; h < 20; h++) sum += Math.cos(0.05 * h * n) / h;
      return 0.2 * sum;
    });
  const middle = (samples: Float32Array) => harmonicsToNoise(samples, { sampleRate }).decibels[20]!;
  expect(middle(voice(0))).toBeGreaterThan(40);
  expect(middle(voice(2))).toBeLessThan(20);
  const [clear, hoarse] = [voice(0), voice(2)].map((samples) => glottalPulses(samples, { sampleRate }));
  expect(jitter(clear!)).toBeLessThan(1e-4);
  expect(jitter(hoarse!)).toBeGreaterThan(4e-4);
  expect(lpc(voice(0), { order: 4 })).toBeInstanceOf(Float32Array);
});

test('reads a series next to its values as exactly as between them', () => {
  const values = Float64Array.from({ length: 200 }, (_, n) => Math.sin(1.7 * n * n));
  for (const distance of [1e-12, 1e-9, 1e-6]) {
    expect(sincValue(values, 100 - distance, 50)).toBeCloseTo(values[100]!, 5);
    expect(sincValue(values, 100 + distance, 50)).toBeCloseTo(values[100]!, 5);
  }
});

test('finds the clearest period of a tone next to half the sampling rate, as Praat does', () => {
  const tone = Float64Array.from({ length: 3000 }, (_, n) => Math.fround(Math.sin(2 * Math.PI * 0.49 * n)));
  const { decibels } = harmonicsToNoise(tone, { sampleRate: 22050, timeStep: 0.02 });
  expect(Array.from(decibels.subarray(0, 4), (x) => x.toFixed(2))).toEqual(['55.26', '41.98', '46.71', '48.03']);
});

test('refuses what has no voice quality', () => {
  const sampleRate = 22050;
  expectCode('invalid-option', () => lpc(speech, { order: 0 }));
  expectCode('invalid-signal', () => lpc(speech.subarray(0, 5), { order: 5 }));
  expectCode('invalid-option', () => formants(speech, { sampleRate, nFormants: 2.3 }));
  expectCode('invalid-option', () => formants(speech, { sampleRate, windowLength: 1e-4 }));
  expectCode('invalid-option', () => formants(speech, { sampleRate, fMax: 1e12 }));
  expectCode('invalid-option', () => formants(speech, { sampleRate, timeStep: 1e-12 }));
  expectCode('invalid-signal', () => formants(signals.one!, { sampleRate }));
  expectCode('invalid-option', () => harmonicsToNoise(speech, { sampleRate, method: 'fft' as 'cc' }));
  expectCode('invalid-option', () => harmonicsToNoise(speech, { sampleRate, fMin: 5000 }));
  expectCode('invalid-option', () => harmonicsToNoise(speech, { sampleRate, timeStep: 1e-12 }));
  expectCode('invalid-signal', () => harmonicsToNoise(signals.one!, { sampleRate }));
  expectCode('invalid-option', () => glottalPulses(speech, { sampleRate, fMin: 600 }));
  expectCode('invalid-signal', () => glottalPulses(signals.one!, { sampleRate }));
  expectCode('invalid-option', () => jitter(speech, { maxPeriodFactor: 0 }));
  expectCode('invalid-signal', () => shimmer(speech, { sampleRate, pulses: [1, 2] as never }));
  expect(jitter(new Float64Array(1))).toBeNaN();
  expect(shimmer(speech, { sampleRate, pulses: new Float64Array(0) })).toBeNaN();
});
