import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { spectrogram } from '../stft/spectrogram.ts';
import { stackMemory } from './stack-memory.ts';

const cases = goldenCases<{ nFft: number; hopLength: number }>('onsets', 'stackMemory');

test.each(cases)('stackMemory equals librosa: $title', ({ source, options, result }) => {
  const power = spectrogram(signals.speech!, { ...source, power: 2 });
  const seven = new Matrix(power.data, [7, power.shape[1]]);
  const claim = { name: 'stackMemory', reference: 'librosa 0.11.0 feature.stack_memory', measure: 'relative' } as const;
  expectGolden(stackMemory(seven, options), result, { ...claim, tolerance: 1e-10 });
});

test('refuses a history of nothing', () => {
  const one = new Matrix(Float64Array.of(1, 2), [1, 2]);
  expect([...stackMemory(one).data]).toEqual([1, 2, 0, 1]);
  expectCode('invalid-option', () => stackMemory(one, { nSteps: 0 }));
  expectCode('invalid-option', () => stackMemory(one, { delay: 0 }));
  expectCode('invalid-option', () => stackMemory(one, { mode: 'wrap' as 'edge' }));
  expectCode('invalid-signal', () => stackMemory(new Matrix(new Float64Array(0), [3, 0])));
});
