import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linesOf, problemsOf, readFolder } from '../../testing/memory-source.ts';
import type { CorpusFormat } from '../formats/corpus-format.ts';
import { corpusFormats } from '../formats/corpus-formats.ts';
import { parseLabelMap } from '../labels/label-map.ts';

/** A layout that nobody has: the label is the extension of the name before the last. */
const toy: CorpusFormat = {
  name: 'toy',
  title: 'a toy',
  example: '1.happy.wav',
  detect: ({ audio }) => (audio.some((file) => /\.\w+\.wav$/.test(file)) ? 'names with two dots' : undefined),
  read: ({ audio }) => ({ rows: audio.map((file) => ({ file, label: file.split('.')[1]!, speaker: file[0]! })) }),
};

describe('the format', () => {
  test('a new row of the table is all that a new one takes', async () => {
    const corpus = await readFolder(['1.happy.wav', '2.sad.wav'], { formats: [...corpusFormats, toy] });
    expect([corpus.format, corpus.reason]).toEqual(['toy', 'names with two dots']);
    expect(linesOf(corpus)).toEqual(['1.happy.wav happy 1', '2.sad.wav sad 2']);
    expect(corpus.license).toBeUndefined();
  });

  test('is a question where two fit', async () => {
    const attempt = readFolder(['03a01Fa.wav', 'DC_a01.wav']);
    await expect(attempt).rejects.toThrow(
      expect.objectContaining({ code: 'ambiguous-format', allowed: 'emodb, savee' }) as never,
    );
    await expect(attempt).rejects.toThrow(
      /2 formats fit: emodb \(1 of 2 .*\) and savee \(1 of 2 .*\)\. Say which, with format: 'emodb' or 'savee'/,
    );
    const corpus = await readFolder(['03a01Fa.wav', 'DC_a01.wav'], { format: 'savee' });
    expect([corpus.reason, linesOf(corpus)]).toEqual(['as asked', ['DC_a01.wav anger DC sex=male text=a01']]);
    expect(problemsOf(corpus)).toEqual(['unknown-name 03a01Fa.wav']);
    const table = { 'labels.csv': 'file,label\n03a01Fa.wav,froh\n', '03a01Fa.wav': '' };
    await expect(readFolder(table)).rejects.toThrow(/emodb .* and table/);
    expect((await readFolder(table, { table: 'labels.csv' })).labels).toEqual(['froh']);
  });

  test('that nobody knows is an error with what was seen, and an example of each', async () => {
    const attempt = readFolder(['a1.wav', 'notes.txt']);
    await expect(attempt).rejects.toThrow(
      /it holds 1 recordings among 2 files, such as a1\.wav\. Put the files into a folder per label/,
    );
    await expect(attempt).rejects.toThrow(
      /ravdess 03-01-06-01-02-01-12\.wav; emodb 03a01Fa\.wav; crema-d 1001_DFA_ANG_XX\.wav/,
    );
    await expect(readFolder([])).rejects.toThrow(/it is empty/);
    await expect(readFolder({ 'a.wav': '', 'list.csv': 'Nr;Stimmung\n1;froh\n' })).rejects.toThrow(
      /list\.csv has the columns Nr, Stimmung; say which are which, with columns: \{ path: …, label: … \}/,
    );
    await expect(readFolder(['happy/1.wav'], { format: 'emo-db' })).rejects.toThrow(
      /no format "emo-db"\. Known are ravdess, emodb/,
    );
    await expect(readFolder(['happy/1.wav'], { format: 'emodb' })).rejects.toThrow(
      /Read as emodb, the folder holds no recording with a label: unknown-name 1/,
    );
  });

  test('every row of the table has a name of its own and an example that it knows', () => {
    expect(new Set(corpusFormats.map(({ name }) => name)).size).toBe(corpusFormats.length);
    for (const { title, example } of corpusFormats) expect(Math.min(title.length, example.length)).toBeGreaterThan(8);
  });
});

describe('labels', () => {
  const files = ['happy/1.wav', 'joy/1.wav', 'joy/2.wav', 'sad/1.wav', 'other/1.wav', 'odd/1.wav'];

  test('are renamed, merged and dropped by a map, and counted', async () => {
    const map = { joy: 'happy', other: null, odd: null, gone: 'x' };
    const corpus = await readFolder(files, { labelMap: map });
    expect(corpus.rows.map(({ name, label }) => `${name} ${label}`)).toEqual([
      'happy/1.wav happy',
      'joy/1.wav happy',
      'joy/2.wav happy',
      'sad/1.wav sad',
    ]);
    expect(corpus.labels).toEqual(['happy', 'sad']);
    expect(corpus.labelChanges).toEqual([
      { from: 'gone', to: 'x', rows: 0 },
      { from: 'joy', to: 'happy', rows: 2 },
      { from: 'odd', to: null, rows: 1 },
      { from: 'other', to: null, rows: 1 },
    ]);
    expect(corpus.problems).toEqual([]);
  });

  test('are one in both normal forms of Unicode', async () => {
    const folder = {
      'l.csv': `file,label,speaker\n1.wav,${'Ärger'.normalize('NFC')},${'é'.normalize('NFD')}\n2.wav, ${'Ärger'.normalize('NFD')} ,${'é'.normalize('NFC')}\n`,
      '1.wav': '',
      '2.wav': '',
    };
    const corpus = await readFolder(folder);
    expect([corpus.labels.length, new Set(corpus.rows.map(({ speaker }) => speaker)).size]).toEqual([1, 1]);
    const mapped = await readFolder(folder, { labelMap: { ['Ärger'.normalize('NFD')]: 'anger' } });
    expect(mapped.labels).toEqual(['anger']);
  });

  test('that a map does not name stay, unless it says what becomes of all others', async () => {
    const corpus = await readFolder(files, { labelMap: { happy: 'happy', joy: 'happy', '*': null } });
    expect(corpus.labels).toEqual(['happy']);
    expect(corpus.labelChanges.map(({ from, to, rows }) => `${from} ${to} ${rows}`)).toEqual([
      'happy happy 1',
      'joy happy 2',
      'odd null 1',
      'other null 1',
      'sad null 1',
    ]);
    await expect(readFolder(files, { labelMap: { '*': null } })).rejects.toThrow(
      expect.objectContaining({ code: 'no-recordings' }) as never,
    );
    await expect(readFolder(files, { labelMap: 'four' })).rejects.toThrow(
      /labelMap "four" is no merge that folders knows \(it knows none\)/,
    );
  });

  test.each([
    ['JSON', '\uFEFF{"joy": "happy", "other": null, "x": ""}'],
    ['CSV', 'joy,happy\r\nother,\r\nx,""\r\n'],
    ['CSV with a header', 'from,to\njoy,happy\nother,\n\nx,\n'],
    ['semicolons', 'label;new label\njoy;happy\nother;\nx;\n'],
    ['tabs', 'joy\thappy\nother\t\nx\t\n'],
  ])('a map is read from %s', (_, text) => {
    expect({ ...parseLabelMap(text) }).toEqual({ joy: 'happy', other: null, x: null });
  });

  test.each([
    ['', /no comma/],
    ['{', /not JSON/],
    ['{}', /empty/],
    ['{"a": 1}', /"a" has 1/],
    ['joy happy', /no comma/],
    ['a,b,c', /3 cells/],
    ['a,b\na,c', /"a" stands twice/],
  ])('what is no map is refused: %s', (text, message) => {
    expect(() => parseLabelMap(text)).toThrow(expect.objectContaining({ code: 'invalid-label-map' }) as never);
    expect(() => parseLabelMap(text)).toThrow(message);
  });

  test('any map of labels comes back from JSON and CSV', () => {
    const word = fc
      .string({ minLength: 1 })
      .filter((text) => text.trim() === text && text !== '' && text.normalize('NFC') === text && !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.dictionary(word, fc.option(word), { minKeys: 1 }), (map) => {
        expect({ ...parseLabelMap(JSON.stringify(map)) }).toEqual({ ...map });
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const lines = Object.entries(map).map(([from, to]) => `${quoted(from)},${to === null ? '' : quoted(to)}`);
        expect({ ...parseLabelMap(`from,to\n${lines.join('\n')}`) }).toEqual({ ...map });
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('speakers', () => {
  const files = ['happy/0012_1.wav', 'sad/0013_1.wav', 'sad/x.wav'];

  test('by a pattern of the name', async () => {
    for (const speakerPattern of ['(\\d{4})_', /(\d{4})_/g]) {
      const corpus = await readFolder(files, { speakerPattern });
      expect(linesOf(corpus)).toEqual(['happy/0012_1.wav happy 0012', 'sad/0013_1.wav sad 0013', 'sad/x.wav sad -']);
      expect(problemsOf(corpus)).toEqual(['no-speaker sad/x.wav']);
    }
  });

  test.each([
    ['(.+)_', ['Anna M', 'ben']],
    ['^([^/]+)/', ['A', 'B']],
  ])('in the name of the file, and in its path where that has none: %s', async (speakerPattern, speakers) => {
    const { rows } = await readFolder(['A/Anna M_1.wav', 'B/ben_1.wav'], { speakerPattern });
    expect(rows.map(({ speaker }) => speaker)).toEqual(speakers);
  });

  test.each(['(', '\\d{4}_'])('by no pattern that has none: %s', async (speakerPattern) => {
    await expect(readFolder(files, { speakerPattern })).rejects.toThrow(
      /speakerPattern .* Write, for example, '\(\\d\{4\}\)_'/,
    );
  });
});

test('rows do not depend on the order of the listing', async () => {
  const files = ['a/happy/1.wav', 'a/sad/2.wav', 'b/happy/3.wav', 'b/sad/4.wav', 'x.wav'];
  const expected = await readFolder(files);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(files, { minLength: files.length }), async (shuffled) => {
      expect(await readFolder(shuffled)).toEqual(expected);
    }),
    { seed: 1, numRuns: 20 },
  );
});

test('names that steer a terminal do not reach it', async () => {
  const error = (await readFolder(['\u001b[2Jx.wav']).catch((caught: Error) => caught)) as Error;
  expect(error.message).toContain('\ufffd[2Jx.wav');
});
