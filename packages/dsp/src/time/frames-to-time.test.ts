import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases } from '../../testing/golden.ts';
import { Matrix } from '../matrix.ts';
import { framesToTime, timesLike } from './frames-to-time.ts';

test.each(goldenCases<number[]>('onsets', 'framesToTime'))('framesToTime equals librosa: $title', (golden) => {
  const claim = { name: 'framesToTime', reference: 'librosa 0.11.0 frames_to_time', measure: 'absolute' } as const;
  expectGolden(framesToTime(golden.source, golden.options), golden.result, { ...claim, tolerance: 0 });
  expect(golden.source.map((one) => framesToTime(one, golden.options))).toEqual([...golden.result.values]);
});

test.each(goldenCases<number>('onsets', 'timesLike'))(
  'timesLike equals librosa: $title',
  ({ source, options, result }) => {
    const claim = { name: 'timesLike', reference: 'librosa 0.11.0 times_like', measure: 'absolute' } as const;
    for (const like of [source, new Float32Array(source), new Matrix(new Float64Array(3 * source), [3, source])]) {
      expectGolden(timesLike(like, options), result, { ...claim, tolerance: 0 });
    }
  },
);

test('refuses times of nothing', () => {
  expectCode('invalid-option', () => framesToTime(1, { sampleRate: 0 }));
  expectCode('invalid-option', () => framesToTime([1], { hopLength: 0 }));
  expectCode('invalid-option', () => timesLike(-1));
  expectCode('invalid-option', () => timesLike(1, { nFft: 0 }));
  expect(() => timesLike(1, { hop_length: 160 } as never)).toThrow(/Did you mean hopLength/);
});
