import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from './printable.ts';

describe('printable', () => {
  test.each([
    ['plain.wav', 'plain.wav'],
    ['größer — 声音.wav 🙂', 'größer — 声音.wav 🙂'],
    ['a\x1b[2J\x07b', 'a\\x1b[2J\\x07b'],
    ['two\nlines\r\n\t', 'two\\x0alines\\x0d\\x0a\\x09'],
    ['\x9b31m', '\\x9b31m'],
    ['gpj.\u202egnp', 'gpj.\\u{202e}gnp'],
    ['\u2066x\u2069\u200f\u061c', '\\u{2066}x\\u{2069}\\u{200f}\\u{61c}'],
    ['in\u200bvisible\ufeff\u{e0041}', 'in\\u{200b}visible\\u{feff}\\u{e0041}'],
    ['line\u2028and\u2029paragraph', 'line\\u{2028}and\\u{2029}paragraph'],
    ['half \ud83d', 'half \\u{d83d}'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('%j', (text, safe) => {
    expect(printable(text)).toBe(safe);
  });

  test('cuts a long text in its middle, never through a character', () => {
    expect(printable('x'.repeat(600))).toBe(`${'x'.repeat(250)}…${'x'.repeat(249)}`);
    expect(printable('🙂'.repeat(30), { maxLength: 12 })).toBe('🙂🙂🙂…🙂🙂');
    const began = performance.now();
    expect(printable('\x1b'.repeat(5_000_000)).length).toBe(500);
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('never lets anything through, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 10, max: 80 }), (text, maxLength) => {
        const safe = printable(text, { maxLength });
        expect(safe.length).toBeLessThanOrEqual(maxLength);
        expect(safe).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f]|\p{Surrogate}/u);
      }),
      { numRuns: 400 },
    );
  });
});
