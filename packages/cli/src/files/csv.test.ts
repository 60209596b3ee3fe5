import { expect, test } from 'vitest';
import { csvLine, parseCsv } from './csv.ts';

test('reads plain and quoted cells, empty ones, and all line ends', () => {
  expect(parseCsv('path,reason\r\n"a ""b"", c.wav","two\nlines"\nplain,\n').rows).toEqual([
    { path: 'a "b", c.wav', reason: 'two\nlines' },
    { path: 'plain', reason: '' },
  ]);
  expect(parseCsv('file,part,fold\nx.wav,test\n')).toEqual({
    header: ['file', 'part', 'fold'],
    rows: [{ file: 'x.wav', part: 'test' }],
  });
  expect(parseCsv('path,reason\n').rows).toEqual([]);
  expect(parseCsv('')).toEqual({ header: [], rows: [] });
});

test('what is written comes back', () => {
  const cells = ['a,b', 'say "no"', 'two\nlines', '', 'plain'];
  const text = `${csvLine(['v', 'w', 'x', 'y', 'z'])}\n${csvLine(cells)}\n`;
  expect(Object.values(parseCsv(text).rows[0]!)).toEqual(cells);
});

test('names that a spreadsheet would compute are names', () => {
  const cells = ['=HYPERLINK("http://example.org")', '+1', '-1', '@SUM(A1)', '\t=1', "'=1", '\u202e=1'];
  expect(Object.values(parseCsv(`a,b,c,d,e,f,g\n${csvLine(cells)}\n`).rows[0]!)).toEqual(cells);
});

test.each([
  ['quotes without an end', '"'.repeat(200_000)],
  ['a quote and much after it', `"${'a'.repeat(200_000)}`],
  ['many lines of it', 'a"b\n"'.repeat(50_000)],
  ['commas', ','.repeat(500_000)],
  ['line ends', '\r\r\n'.repeat(200_000)],
])('%s are read in time that grows with their length', (_, text) => {
  const before = process.cpuUsage();
  parseCsv(`path,reason\n${text}`);
  expect(process.cpuUsage(before).user).toBeLessThan(2e6);
});
