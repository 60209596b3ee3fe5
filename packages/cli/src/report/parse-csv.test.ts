import { expect, test } from 'vitest';
import { parseCsv } from './parse-csv.ts';

test('reads plain and quoted cells, empty ones, and all line ends', () => {
  expect(parseCsv('path,reason\r\n"a ""b"", c.wav","two\nlines"\nplain,\n')).toEqual([
    { path: 'a "b", c.wav', reason: 'two\nlines' },
    { path: 'plain', reason: '' },
  ]);
  expect(parseCsv('file,part,fold\nx.wav,test\n')).toEqual([{ file: 'x.wav', part: 'test', fold: '' }]);
  expect(parseCsv('path,reason\n')).toEqual([]);
  expect(parseCsv('')).toEqual([]);
});
