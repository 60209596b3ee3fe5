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
