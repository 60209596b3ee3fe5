import { expect, test } from 'vitest';
import type { Example } from '../../corpus/clip.ts';
import { softTargetsOf } from './soft-targets.ts';

const example = (label: string, distribution?: Record<string, number>): Example => ({
  clip: { path: '/a.wav', name: 'a.wav', label, facets: {}, ...(distribution && { distribution }) },
  augmentation: null,
});
const labels = ['happy', 'sad'];

test('shares of the raters are rows; votes for what is no class are left out, and a recording without any has its label', () => {
  const examples = [
    example('happy', { happy: 0.5, sad: 0.25, bored: 0.25 }),
    example('sad'),
    example('happy', { bored: 1 }),
  ];
  const rows = softTargetsOf(examples, labels, { targets: 'raters' })!;
  expect([...rows]).toEqual([Math.fround(2 / 3), Math.fround(1 / 3), 0, 1, 1, 0]);
  expect(softTargetsOf(examples, labels, { targets: 'label' })).toBeUndefined();
});

test('it is refused where no recording has votes', () => {
  expect(() => softTargetsOf([example('sad')], labels, { targets: 'raters' })).toThrow(/tells no votes of raters/);
});
