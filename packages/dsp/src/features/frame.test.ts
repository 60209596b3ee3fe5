import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { frame } from './frame.ts';

test('frames overlap in one view of the signal, as those of librosa do', () => {
  const samples = Float32Array.from({ length: 10 }, (_, i) => i);
  const frames = frame(samples, { frameLength: 4, hopLength: 3 });
  expect(frames.shape).toEqual([4, 3]);
  expect([...frames].map((row) => [...row])).toEqual([
    [0, 3, 6],
    [1, 4, 7],
    [2, 5, 8],
    [3, 6, 9],
  ]);
  expect(frames.data).toBe(samples);
  expect(frame(samples, { frameLength: 4, hopLength: 100 }).shape).toEqual([4, 1]);
});

test('refuses frames that do not fit', () => {
  const samples = new Float64Array(3);
  expectCode('invalid-signal', () => frame(samples, { frameLength: 4, hopLength: 1 }));
  expectCode('invalid-option', () => frame(samples, { frameLength: 0, hopLength: 1 }));
  expectCode('invalid-option', () => frame(samples, { frameLength: 2, hopLength: 0.5 }));
});
