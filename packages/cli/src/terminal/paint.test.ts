import { expect, test } from 'vitest';
import { hasColor, painter } from './paint.ts';

test('color where a terminal has it, none where it is not wanted', () => {
  expect(hasColor({ isTTY: true }, ['train'], {})).toBe(true);
  expect(hasColor({ isTTY: true }, ['train'], { NO_COLOR: '' })).toBe(true);
  expect(hasColor({ isTTY: true }, ['train'], { NO_COLOR: '1' })).toBe(false);
  expect(hasColor({ isTTY: true }, ['train', '--no-color'], {})).toBe(false);
  expect(hasColor({ isTTY: true }, [], { TERM: 'dumb' })).toBe(false);
  expect(hasColor({}, [], {})).toBe(false);
  expect(painter(true)('warning', 'w')).toBe('\u001b[33mw\u001b[39m');
  expect(painter(false)('warning', 'w')).toBe('w');
});
