import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { strengths } from '../../testing/strengths.ts';
import { tempo } from './tempo.ts';
import { tempogram } from './tempogram.ts';

test.each(goldenCases('rhythm', 'tempogram'))('tempogram equals librosa: $title', ({ source, options, result }) => {
  const claim = { name: 'tempogram', reference: 'librosa 0.11.0 feature.tempogram', measure: 'relative' } as const;
  expectGolden(tempogram({ onsetEnvelope: strengths[source]! }, options), result, { ...claim, tolerance: 1e-8 });
});

test.each(goldenCases('rhythm', 'tempo'))('tempo equals librosa: $title', ({ source, options, result }) => {
  const claim = { name: 'tempo', reference: 'librosa 0.11.0 feature.tempo', measure: 'relative' } as const;
  const input = strengths[source] ? { onsetEnvelope: strengths[source] } : signals[source]!;
  expectGolden(tempo(input, options), result, { ...claim, tolerance: 1e-12 });
});

test('finds the beat of clicks, from samples, strength or tempogram, in either precision', () => {
  const clicks = new Float32Array(6 * 22050);
  for (let n = 0; n < clicks.length; n += 11025) clicks.fill(0.5, n, n + 40);
  const [bpm] = tempo(clicks);
  expect(bpm).toBeGreaterThan(115);
  expect(bpm).toBeLessThan(125);
  expect(tempo(tempogram(clicks, { winLength: 344 }))).toEqual(tempo(clicks));
});

test('refuses what has no tempo', () => {
  const samples = signals.short!;
  expectCode('invalid-option', () => tempo(samples, { startBpm: 0 }));
  expectCode('invalid-option', () => tempo(samples, { aggregate: 'median' as 'mean' }));
  expectCode('invalid-option', () => tempogram(samples, { winLength: 0 }));
  expectCode('invalid-signal', () => tempogram(samples, { center: false }));
  expectCode('non-finite', () => tempo(Float64Array.of(Number.NaN)));
});
