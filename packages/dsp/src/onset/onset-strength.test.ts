import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { powerToDb } from '../decibel/power-to-db.ts';
import { melSpectrogram } from '../mel/mel-spectrogram.ts';
import { onsetStrength } from './onset-strength.ts';

test.each(goldenCases('onsets', 'onsetStrength'))('onsetStrength equals librosa: $title', (golden) => {
  const { source, options, result } = golden;
  const claim = {
    name: 'onsetStrength',
    reference: 'librosa 0.11.0 onset.onset_strength',
    measure: 'absolute',
  } as const;
  const strength = onsetStrength(signals[source]!, options);
  expectGolden(strength, result, { ...claim, tolerance: 1e-8 });
});

test('takes a spectrogram in decibels in place of samples, and keeps its precision', () => {
  const samples = Float32Array.from(signals.speech!);
  const strength = onsetStrength(samples);
  expect(strength).toBeInstanceOf(Float32Array);
  expect(onsetStrength(powerToDb(melSpectrogram(samples)))).toEqual(strength);
});

test('refuses what has no onset', () => {
  const samples = signals.short!;
  expectCode('invalid-option', () => onsetStrength(samples, { lag: 0 }));
  expectCode('invalid-option', () => onsetStrength(samples, { maxSize: 1.5 }));
  expectCode('invalid-option', () => onsetStrength(samples, { aggregate: 'sum' as 'mean' }));
  expectCode('non-finite', () => onsetStrength(Float64Array.of(Number.NaN)));
});
