import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { runInside } from '../../test/run-inside.ts';
import { printableJson, printableLines } from './printable-lines.ts';
import { createReporter } from './reporter.ts';

/** What must not be printed, as a terminal would act on it. */
const isRaw = (text: string): boolean =>
  ['\x1b', '\x9b', '\r', '\u202e', '\u{e0041}'].some((one) => text.includes(one));

const evil = 'a\x1b]0;title\x07\x9b2J\u202eb\r\x08';

test('lines stay lines, and nothing in them is more than text', () => {
  expect(printableLines(`one\n  ${evil}\n`)).toBe('one\n  a\\x1b]0;title\\x07\\x9b2J\\u{202e}b\\x0d\\x08\n');
});

test('JSON means the same', () => {
  const value = { [evil]: [`${evil} 😀 größer`, '\ud800'], 'U+E0041': '\u{e0041}' };
  const text = printableJson(value);
  expect(isRaw(text)).toBe(false);
  expect(text).toContain('😀 größer');
  expect(JSON.parse(text)).toEqual(value);
});

test('whatever a reporter is told comes out as text', () => {
  for (const isTTY of [true, false]) {
    const stream = Object.assign(new PassThrough(), { isTTY, columns: 80 });
    let time = 0;
    const reporter = createReporter({ stream, now: () => (time += 60_000) });
    reporter.note(evil);
    reporter.warn(evil);
    const stage = reporter.stage(evil, 2);
    stage.update(1, evil);
    stage.end(evil);
    const written = String(stream.read()).replaceAll('\r\x1b[K', '');
    expect(isRaw(written)).toBe(false);
    expect(written.match(/title/g)!.length).toBeGreaterThanOrEqual(5);
  }
});

test('names on the command line come back as text, in a message and in a command to copy', async () => {
  for (const argv of [
    ['predict', '--run', evil, evil],
    [evil],
    ['compare', '--run', evil],
    ['preprocess', '--data', evil],
  ]) {
    const { stderr } = await runInside(argv);
    expect(stderr).toContain('a\\x1b]0;title');
    expect(isRaw(stderr)).toBe(false);
  }
});
