import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { resample } from '../resample/resample.ts';
import { voiceFunctionals } from './voice-functionals.ts';

const speech = signals.speech!;
const column = (samples: Float64Array | Float32Array, name: string, sampleRate = 16000) => {
  const { names, values } = voiceFunctionals(samples, { sampleRate });
  return values[names.indexOf(name)]!;
};

test('has the columns and the values that librosa and numpy give', () => {
  const [golden] = goldenCases('voice', 'voiceFunctionals');
  const { names, values } = voiceFunctionals(speech, { sampleRate: 16000 });
  expect(names).toEqual(golden!.options.names);
  expectGolden(values, golden!.result, {
    name: 'voiceFunctionals',
    reference: 'librosa 0.11.0 and numpy',
    measure: 'relative',
    // Relative to the roll-off in Hz. Pitch is measured behind a resampler, which is not soxr's bit for bit.
    tolerance: 1e-8,
  });
  const each = values.map((value, i) => Math.abs(value - golden!.result.values[i]!));
  for (const [i, difference] of each.entries()) expect(difference, names[i]!).toBeLessThan(2e-3);
});

test('means the same at any sampling rate and precision', () => {
  const at = (sampleRate: number) => resample(speech, { from: 16000, to: sampleRate });
  const expected = voiceFunctionals(at(48000), { sampleRate: 48000 });
  for (const [samples, sampleRate] of [
    [at(32000), 32000],
    [at(44100), 44100],
    [Float32Array.from(at(48000)), 48000],
  ] as const) {
    const { values } = voiceFunctionals(samples, { sampleRate });
    for (const [i, value] of values.entries()) {
      const scale = Math.max(1, Math.abs(expected.values[i]!));
      expect(Math.abs(value - expected.values[i]!) / scale, expected.names[i]!).toBeLessThan(0.02);
    }
  }
});

test('tells higher, louder and longer', () => {
  expect(
    column(speech, 'level_mean') -
      column(
        speech.map((x) => x / 2),
        'level_mean',
      ),
  ).toBeCloseTo(6.02, 1);
  // The same samples at a higher rate are a higher and shorter voice.
  expect(column(speech, 'pitch_mean', 20000)).toBeGreaterThan(column(speech, 'pitch_mean') + 3);
  expect(column(speech, 'seconds')).toBeCloseTo(speech.length / 16000, 12);
  expect(column(speech, 'speech_seconds')).toBeLessThan(column(speech, 'seconds'));
});

test('is finite for silence, noise, one sample and low rates; silence has no voice', () => {
  for (const samples of [signals.silence!, signals.noise!, signals.one!, new Float32Array(1)]) {
    for (const sampleRate of [8000, 16000, 44100]) {
      expect(voiceFunctionals(samples, { sampleRate }).values.every(Number.isFinite)).toBe(true);
    }
  }
  for (const name of ['pitch_mean', 'pitch_deviation', 'speech_seconds', 'voiced_share', 'voiced_rate']) {
    expect(column(signals.silence!, name), name).toBe(0);
  }
  expect(column(signals.noise!, 'voiced_share')).toBeLessThan(0.2);
});

test('has columns of voice quality when asked, after the others, and zeros where there is no voice', () => {
  const plain = voiceFunctionals(speech, { sampleRate: 16000 });
  const { names, values } = voiceFunctionals(speech, { sampleRate: 16000, voiceQuality: true });
  expect(names.slice(0, plain.names.length)).toEqual(plain.names);
  expect(values.subarray(0, plain.names.length)).toEqual(plain.values);
  const added = names.slice(plain.names.length);
  expect(added.slice(0, 5)).toEqual([
    'jitter',
    'shimmer',
    'harmonicsToNoise_mean',
    'harmonicsToNoise_deviation',
    'formant1_mean',
  ]);
  expect(added).toHaveLength(16);
  const value = (name: string) => values[names.indexOf(name)]!;
  // Praat 6.3 of the same samples.
  const [quality] = goldenCases('voice-quality', 'jitterAndShimmer').filter(
    ({ options }) => options.sampleRate === 16000,
  );
  expect(value('jitter')).toBeCloseTo(quality!.result.values[0]!, 9);
  expect(value('shimmer')).toBeCloseTo(quality!.result.values[1]!, 9);
  // Made with resonances that are 450, 1016 and 1959 Hz at this rate.
  for (const k of [1, 2]) expect(value(`formant${k + 1}_mean`)).toBeGreaterThan(value(`formant${k}_mean`));
  expect(value('formant1_mean')).toBeGreaterThan(400);
  expect(value('formant3_mean')).toBeLessThan(3000);
  for (const samples of [signals.silence!, signals.one!]) {
    expect([...voiceFunctionals(samples, { sampleRate: 16000, voiceQuality: true }).values.subarray(-16)]).toEqual(
      Array(16).fill(0),
    );
  }
});

test('refuses what it cannot measure', () => {
  expectCode('invalid-signal', () => voiceFunctionals(new Float64Array(0), { sampleRate: 16000 }));
  expectCode('invalid-option', () => voiceFunctionals(speech, { sampleRate: 0 }));
  expectCode('non-finite', () => voiceFunctionals(Float64Array.of(0, Number.NaN, 0), { sampleRate: 16000 }));
});
