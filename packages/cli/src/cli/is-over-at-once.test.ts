import { expect, test } from 'vitest';
import { isOverAtOnce } from './is-over-at-once.ts';

test.each([
  ['', true],
  ['--version', true],
  ['help train', true],
  ['train --help', true],
  ['recipes', true],
  ['completion bash', true],
  ['train --data DIR', false],
  ['doctor', false],
])('ser %s', (line, isOver) => {
  expect(isOverAtOnce(line.split(' ').filter(Boolean))).toBe(isOver);
});
