import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { strengths } from '../../testing/strengths.ts';
import { onsetBacktrack } from './onset-backtrack.ts';
import { onsetDetect } from './onset-detect.ts';
import { peakPick } from './peak-pick.ts';

const exact = { measure: 'absolute', tolerance: 0 } as const;

test.each(goldenCases('rhythm', 'peakPick'))('peakPick equals librosa: $title', ({ source, options, result }) => {
  const claim = { name: 'peakPick', reference: 'librosa 0.11.0 util.peak_pick', ...exact };
  expectGolden(peakPick(strengths[source]!, options), result, claim);
});

test.each(goldenCases('rhythm', 'onsetBacktrack'))('onsetBacktrack equals librosa: $title', (golden) => {
  const { source, options, result } = golden;
  const claim = { name: 'onsetBacktrack', reference: 'librosa 0.11.0 onset.onset_backtrack', ...exact };
  expectGolden(onsetBacktrack(strengths[source]!, options.events), result, claim);
});

test.each(goldenCases('rhythm', 'onsetDetect'))('onsetDetect equals librosa: $title', (golden) => {
  const { source, options, result } = golden;
  const claim = { name: 'onsetDetect', reference: 'librosa 0.11.0 onset.onset_detect', ...exact };
  const input = strengths[source] ? { onsetEnvelope: strengths[source] } : signals[source]!;
  expectGolden(onsetDetect(input, options), result, claim);
});

test('takes another energy to go back by, and gives nothing for silence', () => {
  const onsetEnvelope = Float32Array.of(0, 0, 0, 1, 0, 0);
  const energy = Float64Array.of(5, 4, 5, 6, 5, 4);
  expect([...onsetDetect({ onsetEnvelope })]).toEqual([3]);
  expect([...onsetDetect({ onsetEnvelope }, { backtrack: true, energy })]).toEqual([1]);
  expect(onsetDetect(new Float32Array(3000), { backtrack: true })).toHaveLength(0);
  expect(onsetBacktrack(energy, [])).toHaveLength(0);
});

test('refuses what has no peak', () => {
  const peaks = { preMax: 1, postMax: 1, preAvg: 1, postAvg: 1, delta: 0, wait: 0 };
  const samples = signals.short!;
  for (const name of Object.keys(peaks))
    expectCode('invalid-option', () => peakPick(samples, { ...peaks, [name]: -1 }));
  expectCode('invalid-option', () => peakPick(samples, { ...peaks, postMax: 0 }));
  expectCode('invalid-option', () => onsetDetect(samples, { units: 'beats' as 'time' }));
  expectCode('invalid-option', () => onsetBacktrack(samples, [0.5]));
  expectCode('non-finite', () => onsetDetect({ onsetEnvelope: Float64Array.of(Number.NaN) }));
  expectCode('invalid-signal', () => onsetDetect({ onsetEnvelope: [1, 2] } as never));
});
