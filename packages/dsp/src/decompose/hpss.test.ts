import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { spectrogram } from '../stft/spectrogram.ts';
import { stft } from '../stft/stft.ts';
import { harmonic, hpss, percussive } from './hpss.ts';
import { medianFilter } from './median-filter.ts';

describe.each(['harmonic', 'percussive'] as const)('%s equals librosa', (part) => {
  test.each(goldenCases<{ nFft: number; hopLength: number }>('onsets', `hpss.${part}`))('$title', (golden) => {
    const magnitudes = spectrogram(signals.speech!, { ...golden.source, power: 1 });
    const claim = { name: `hpss ${part}`, reference: 'librosa 0.11.0 decompose.hpss', measure: 'relative' } as const;
    expectGolden(hpss(magnitudes, golden.options)[part], golden.result, { ...claim, tolerance: 1e-8 });
  });
  test.each(goldenCases('onsets', part))('of samples $title', ({ source, options, result }) => {
    const separate = { harmonic, percussive }[part];
    const claim = { name: part, reference: `librosa 0.11.0 effects.${part}`, measure: 'absolute' } as const;
    expectGolden(separate(signals[source]!, options), result, { ...claim, tolerance: 1e-8 });
  });
});

test('what is separated without a margin adds up to what was given', () => {
  const samples = Float32Array.from(signals.music!);
  const parts = hpss(samples);
  expect(parts.harmonic).toBeInstanceOf(Float32Array);
  for (let n = 0; n < samples.length; n++) {
    expect(Math.abs(parts.harmonic[n]! + parts.percussive[n]! - samples[n]!)).toBeLessThan(1e-5);
  }
  const complex = hpss(stft(signals.short!, { nFft: 256 }));
  expect(complex.harmonic.re.shape).toEqual(complex.percussive.im.shape);
});

test('the median filter is that of sorted windows, for odd and even sizes beyond both ends', () => {
  const series = signals.noise!.slice(0, 40).map((value) => Math.round(3 * value) + 0);
  for (const size of [1, 2, 5, 8, 31, 90]) {
    const out = new Float64Array(series.length);
    medianFilter(series, size, out);
    const expected = series.map((_, i) => {
      const window = Array.from({ length: size }, (_, k) => {
        let index = i - Math.floor(size / 2) + k;
        while (index < 0 || index >= series.length) index = index < 0 ? -1 - index : 2 * series.length - 1 - index;
        return series[index]!;
      });
      return window.sort((a, b) => a - b)[Math.floor(size / 2)]!;
    });
    expect(out).toEqual(expected);
  }
});

test('refuses what cannot be separated', () => {
  const samples = signals.short!;
  expectCode('invalid-option', () => hpss(samples, { kernelSize: 0 }));
  expectCode('invalid-option', () => hpss(samples, { kernelSize: [3, 2.5] }));
  expectCode('invalid-option', () => hpss(samples, { power: 0 }));
  expectCode('invalid-option', () => hpss(samples, { margin: 0.5 }));
  expectCode('invalid-signal', () => hpss(new Matrix(Float64Array.of(1, -1), [1, 2])));
  expectCode('non-finite', () => hpss(Float64Array.of(Number.NaN)));
});
