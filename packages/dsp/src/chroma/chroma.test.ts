import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { spectrogram } from '../stft/spectrogram.ts';
import { chromaFilterBank } from './chroma-filter-bank.ts';
import { chromaStft } from './chroma-stft.ts';
import { estimateTuning, pitchTuning } from './estimate-tuning.ts';
import { hzToOcts, octsToHz } from './octaves.ts';
import { piptrack } from './piptrack.ts';

describe('equals librosa', () => {
  const claim = { measure: 'relative', tolerance: 1e-9 } as const;
  test.each(goldenCases('features', 'chromaFilterBank'))('chromaFilterBank $title', ({ options, result }) => {
    const reference = 'librosa 0.11.0 filters.chroma';
    expectGolden(chromaFilterBank(options), result, {
      ...claim,
      name: 'chromaFilterBank',
      reference,
      tolerance: 2 ** -23,
    });
  });
  test.each(goldenCases('features', 'chromaStft'))('chromaStft $title', ({ source, options, result }) => {
    const named = { ...claim, name: 'chromaStft', reference: 'librosa 0.11.0 feature.chroma_stft' };
    // The float32 filters may differ in their last bit, as those of two versions of numpy would.
    expectGolden(chromaStft(signals[source]!, options), result, { ...named, tolerance: 1e-7 });
    const single = chromaStft(Float32Array.from(signals[source]!), options);
    expectGolden(single, result, { ...named, tolerance: 1e-5, path: 'float32' });
  });
  test.each(goldenCases('features', 'estimateTuning'))('estimateTuning $title', ({ source, options, result }) => {
    expectGolden(Float64Array.of(estimateTuning(signals[source]!, options)), result, {
      name: 'estimateTuning',
      reference: 'librosa 0.11.0 estimate_tuning',
      measure: 'absolute',
      tolerance: 1e-12,
    });
  });
  test.each(goldenCases('features', 'piptrack'))('piptrack $title', ({ source, options, re, im }) => {
    const { pitches, magnitudes } = piptrack(signals[source]!, options);
    const named = { ...claim, name: 'piptrack', reference: 'librosa 0.11.0 piptrack' };
    expectGolden(pitches, re, named);
    expectGolden(magnitudes, im, named);
  });
  test.each(goldenCases<number[]>('features', 'hzToOcts'))('hzToOcts $title', ({ source, options, result }) => {
    const octaves = Float64Array.from(source, (hz) => hzToOcts(hz, options));
    expectGolden(octaves, result, {
      ...claim,
      name: 'hzToOcts',
      reference: 'librosa 0.11.0 hz_to_octs',
      tolerance: 1e-12,
    });
  });
  test.each(goldenCases<number[]>('features', 'octsToHz'))('octsToHz $title', ({ source, options, result }) => {
    const hz = Float64Array.from(source, (octaves) => octsToHz(octaves, options));
    expectGolden(hz, result, { ...claim, name: 'octsToHz', reference: 'librosa 0.11.0 octs_to_hz', tolerance: 1e-12 });
  });
});

const tone = (hz: number): Float64Array =>
  Float64Array.from({ length: 22050 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 22050));

test('an A is class 9 of a chromagram that begins with C, and class 0 of one that begins with A', () => {
  expect(chromaStft(tone(440), { tuning: 0 }).get(9, 20)).toBe(1);
  expect(chromaStft(tone(440), { tuning: 0, baseC: false }).get(0, 20)).toBe(1);
});

test('a tone a quarter of a semitone sharp is heard as such', () => {
  expect(estimateTuning(tone(440 * 2 ** (0.25 / 12)))).toBeCloseTo(0.25, 1);
  expect(estimateTuning(tone(440 * 2 ** (-0.25 / 12)))).toBeCloseTo(-0.25, 1);
});

test('a spectrogram in place of samples gives the same', () => {
  const power = spectrogram(signals.music!, { power: 2 });
  expect(chromaStft(power).data).toEqual(chromaStft(signals.music!).data);
});

test('silence has no pitch', () => {
  expect(estimateTuning(new Float64Array(4000))).toBe(0);
  expect(pitchTuning([])).toBe(0);
  expect(chromaStft(new Float64Array(4000)).data.every((value) => value === 0)).toBe(true);
});

test('refuses impossible filters and resolutions', () => {
  expectCode('invalid-option', () => chromaFilterBank({ nChroma: 0 }));
  expectCode('invalid-option', () => chromaFilterBank({ nFft: 1 }));
  expectCode('invalid-option', () => chromaFilterBank({ octwidth: 0 }));
  expectCode('invalid-option', () => chromaStft(signals.short!, { norm: -1 }));
  expectCode('invalid-option', () => pitchTuning([440], { resolution: 0 }));
  expectCode('invalid-option', () => piptrack(signals.short!, { sampleRate: 0 }));
});
