import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapWords } from './wrap-words.ts';

test('lines break at spaces and keep their indent', () => {
  expect(wrapWords('one two three four', 9)).toBe('one two\nthree\nfour');
  expect(wrapWords('  one two three\nfour', 9)).toBe('  one two\n  three\nfour');
  expect(wrapWords('--data DIR  the folder of it', 20, 12)).toBe('--data DIR  the\n          folder of\n          it');
  expect(wrapWords('averylongword is', 5)).toBe('averylongword\nis');
});

test('no word is lost, and no line is longer than its longest word allows', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 30 }),
      fc.integer({ min: 12, max: 60 }),
      (words, width) => {
        const wrapped = wrapWords(words.join(' '), width);
        expect(wrapped.split(/\s/).filter(Boolean)).toEqual(words);
        for (const line of wrapped.split('\n')) expect(line.length).toBeLessThanOrEqual(width);
      },
    ),
  );
});
