import { expect, test } from 'vitest';
import { caveatOf, opinionCaveat } from './caveat.ts';

const plain = { synthetic: false, weights: ['imagenet'] };

test.each([
  [{}, ''],
  [{ synthetic: true }, /^The voices are synthetic.*nothing about people\.$/],
  [{ weights: ['imagenet', 'random'] }, /seeded random weights/],
  [{ validation: 'test' }, /^Early stopping watched the test part .*too good/],
  [{ headOnly: true }, /^Only the head was trained/],
] as const)('%j', (more, words) => {
  const caveat = caveatOf({ ...plain, ...more });
  if (words === '') expect(caveat).toBe('');
  else expect(caveat).toMatch(words);
});

test('all limits stand together, gravest first', () => {
  const all = caveatOf({ synthetic: true, weights: ['random'], validation: 'test', headOnly: true });
  expect(all.split(/(?<=\.) (?=[A-Z])/)).toHaveLength(4);
  expect(all).toMatch(/^The voices are synthetic/);
});

test('an opinion has its caveat too', () => {
  expect(opinionCaveat(plain)).toBe('');
  expect(opinionCaveat({ ...plain, synthetic: true })).toMatch(/only heard synthetic voices/);
  expect(opinionCaveat({ ...plain, weights: ['random'] })).toMatch(/random weights/);
});
