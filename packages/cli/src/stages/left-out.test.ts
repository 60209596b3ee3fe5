import { expect, test } from 'vitest';
import { listProblems } from './left-out.ts';

test('a few problems are named one by one, each on a line of its own whatever its name', () => {
  expect(
    listProblems([
      { path: 'a\nwarning: all is well.wav', reason: 'it is silent' },
      { path: 'b.wav', reason: 'no\x1b[2J' },
    ]),
  ).toBe('  a\\x0awarning: all is well.wav: it is silent\n  b.wav: no\\x1b[2J');
});

test('of 50,000 the first are named, and the reasons counted', () => {
  const problems = Array.from({ length: 50_000 }, (_, i) => ({
    path: `${i}.wav`,
    reason: i % 3 === 0 ? 'it is silent' : `${i}.wav is cut off`,
  }));
  const lines = listProblems(problems, 'run/left-out.csv').split('\n');
  expect(lines).toHaveLength(23);
  expect(lines.slice(19)).toEqual([
    '  19.wav: 19.wav is cut off',
    '  and 49980 more, all in run/left-out.csv. Reasons:',
    '  33333 × it is cut off',
    '  16667 × it is silent',
  ]);
  const many = problems.map(({ path }, i) => ({ path, reason: `reason ${i}` }));
  expect(listProblems(many).split('\n')).toHaveLength(32);
});
