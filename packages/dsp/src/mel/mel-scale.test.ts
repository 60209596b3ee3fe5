import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases } from '../../testing/golden.ts';
import { fftFrequencies, melFrequencies } from './frequencies.ts';
import { hzToMel, melToHz } from './mel-scale.ts';

const claim = { measure: 'relative', tolerance: 1e-12 } as const;
const reference = (name: string): string => `librosa 0.11.0 ${name}`;

describe('equals librosa', () => {
  test.each(goldenCases<number[]>('mel', 'hzToMel'))('hzToMel $title', ({ source, options, result }) => {
    const mels = Float64Array.from(source, (hz) => hzToMel(hz, options));
    expectGolden(mels, result, { ...claim, name: 'hzToMel', reference: reference('hz_to_mel') });
  });
  test.each(goldenCases<number[]>('mel', 'melToHz'))('melToHz $title', ({ source, options, result }) => {
    const hz = Float64Array.from(source, (mel) => melToHz(mel, options));
    expectGolden(hz, result, { ...claim, name: 'melToHz', reference: reference('mel_to_hz') });
  });
  test.each(goldenCases('mel', 'melFrequencies'))('melFrequencies $title', ({ options, result }) => {
    expectGolden(melFrequencies(options), result, {
      ...claim,
      name: 'melFrequencies',
      reference: reference('mel_frequencies'),
    });
  });
  test.each(goldenCases('mel', 'fftFrequencies'))('fftFrequencies $title', ({ options, result }) => {
    const hz = fftFrequencies(options);
    expectGolden(hz, result, {
      ...claim,
      name: 'fftFrequencies',
      reference: reference('fft_frequencies'),
      tolerance: 0,
    });
  });
});

test.each([true, false])('melToHz undoes hzToMel, htk %s', (htk) => {
  for (let hz = 0; hz < 20000; hz += 37) expect(melToHz(hzToMel(hz, { htk }), { htk })).toBeCloseTo(hz, 8);
});

test('refuses impossible sizes', () => {
  expectCode('invalid-option', () => melFrequencies({ nMels: 0 }));
  expectCode('invalid-option', () => fftFrequencies({ sampleRate: 0 }));
});
