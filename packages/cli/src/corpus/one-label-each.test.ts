import { expect, test } from 'vitest';
import { haveOneLabelEach } from './one-label-each.ts';

const clips = (...names: string[]) =>
  names.map((name) => {
    const [speaker, label] = name.split(' ') as [string, string];
    return { label, ...(speaker !== '-' && { speaker }) };
  });

test.each([
  ['speakers that are a label and a name', true, clips('sad/a sad', 'sad/a sad', 'sad/b sad', 'happy/a happy')],
  ['speakers who said more', false, clips('a sad', 'a happy', 'b sad', 'b sad')],
  ['one recording of each', false, clips('a sad', 'b happy')],
  ['one label in all', false, clips('a sad', 'a sad', 'b sad')],
  ['nobody told', false, clips('- sad', '- happy')],
])('%s: %s', (_, expected, of) => {
  expect(haveOneLabelEach(of)).toBe(expected);
});
