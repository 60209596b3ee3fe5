import { expect, test } from 'vitest';
import { figureCaveats, predictionCaveats } from './caveats.ts';

const plain = { synthetic: false, weights: ['imagenet'] };

test.each([
  [{}, ''],
  [{ synthetic: true }, /^The voices are synthetic.*nothing about people\.$/],
  [{ weights: ['imagenet', 'random'] }, /seeded random weights/],
  [{ validation: 'test' }, /^Early stopping watched the test part .*too good/],
  [{ headOnly: true }, /^Only the head was trained/],
] as const)('%j', (more, words) => {
  const caveats = figureCaveats({ ...plain, ...more });
  if (words === '') expect(caveats).toEqual([]);
  else expect(caveats).toEqual([expect.stringMatching(words)]);
});

test('all limits stand together, gravest first', () => {
  const all = figureCaveats({ synthetic: true, weights: ['random'], validation: 'test', headOnly: true });
  expect(all).toHaveLength(4);
  expect(all[0]).toMatch(/^The voices are synthetic/);
});

test('a prediction has its caveats too', () => {
  expect(predictionCaveats(plain)).toEqual([]);
  expect(predictionCaveats({ ...plain, synthetic: true })).toEqual([
    expect.stringMatching(/trained on synthetic voices/),
  ]);
  expect(predictionCaveats({ ...plain, weights: ['random'] })).toEqual([expect.stringMatching(/random weights/)]);
});
