import { expect, test } from 'vitest';
import { mapProbabilities } from './map-probabilities.ts';

const classes = ['angry', 'calm', 'happy', 'neutral'];

test('classes that stand for the same one are summed, what stands for none is shared out', () => {
  const to = new Map([
    ['calm', 'neutral'],
    ['neutral', 'neutral'],
    ['happy', 'happy'],
  ]);
  expect(mapProbabilities([0.5, 0.125, 0.125, 0.25], classes, to, ['happy', 'neutral'])).toEqual([0.25, 0.75]);
});

test('where nothing is left, all are alike', () => {
  expect(mapProbabilities([1, 0, 0, 0], classes, new Map([['calm', 'calm']]), ['calm', 'happy'])).toEqual([0.5, 0.5]);
});
