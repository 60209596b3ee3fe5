import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { type Folder, linesOf, problemsOf, readFolder } from '../../../testing/memory-source.ts';

const audio = Object.fromEntries(['a.wav', 'b.wav', 'sub/c.wav'].map((file) => [file, '']));
const withTable = (text: string, name = 'labels.csv', more: Folder = {}): Folder => ({
  [name]: text,
  ...audio,
  ...more,
});

describe('a table of labels', () => {
  test.each([
    ['commas', 'labels.csv', 'file,label,speaker\na.wav,happy,anna\nb.wav,sad,ben\nsub/c.wav,happy,anna\n'],
    ['semicolons', 'labels.csv', 'file;label;speaker\na.wav;happy;anna\nb.wav;sad;ben\nsub/c.wav;happy;anna\n'],
    ['tabs', 'labels.tsv', 'file\tlabel\tspeaker\na.wav\thappy\tanna\nb.wav\tsad\tben\nsub/c.wav\thappy\tanna\n'],
    ['bars', 'labels.csv', 'file|label|speaker\na.wav|happy|anna\nb.wav|sad|ben\nsub/c.wav|happy|anna\n'],
    [
      'a byte order mark, quotes and Windows line ends',
      'labels.csv',
      '\uFEFF"file","label","speaker"\r\n"a.wav","happy","anna"\r\n"b.wav","sad","ben"\r\n"sub/c.wav","happy","anna"',
    ],
    ['old Mac line ends', 'labels.csv', 'file,label,speaker\ra.wav,happy,anna\rb.wav,sad,ben\rsub/c.wav,happy,anna'],
    [
      'other usual names, other columns first',
      'x/meta.csv',
      'Speaker ID,Emotion,File Name\nanna,happy,../a.wav\nben,sad,b.wav\nanna,happy,sub\\c.wav\n',
    ],
    [
      'JSONL',
      'labels.jsonl',
      '{"path":"a.wav","emotion":"happy","spk":"anna"}\n\n{"spk":"ben","path":"b.wav","emotion":"sad"}\n{"path":"sub/c.wav","emotion":"happy","spk":"anna"}\n',
    ],
    [
      'paths of another machine, names alone, no extension',
      'labels.csv',
      'file,label,speaker\n/home/me/corpus/a.wav,happy,anna\nC:\\data\\b.wav,sad,ben\nc,happy,anna\n',
    ],
    [
      'paths that are absolute here',
      'labels.csv',
      'file,label,speaker\n/c/a.wav,happy,anna\n/c/b.wav,sad,ben\n/c/sub/c.wav,happy,anna\n',
    ],
    [
      'more commas than semicolons',
      'labels.csv',
      'file;label;speaker;note, or none\na.wav;happy;anna\nb.wav;sad;ben\nsub/c.wav;happy;anna\n',
    ],
  ])('%s', async (_, name, text) => {
    const corpus = await readFolder(withTable(text, name));
    expect(corpus.format).toBe('table');
    expect(corpus.reason).toBe(`${name} has columns of paths and labels`);
    expect(linesOf(corpus)).toEqual(['a.wav happy anna', 'b.wav sad ben', 'sub/c.wav happy anna']);
    expect(corpus.problems).toEqual([]);
  });

  test('a list in a JSON file, asked for by name', async () => {
    const folder = withTable('[{"file":"a.wav","label":"happy"},{"file":"b.wav","label":"sad"},3]', 'labels.json');
    const corpus = await readFolder(folder, { table: 'labels.json' });
    expect(linesOf(corpus)).toEqual(['a.wav happy -', 'b.wav sad -']);
    expect(problemsOf(corpus)).toEqual(['invalid-row labels.json, row 3', 'unlabeled-file sub/c.wav']);
  });

  test('columns by option', async () => {
    const folder = withTable('file,wav,emotion,mood,who\nx,a.wav,1,froh,anna\nx,b.wav,2,traurig,ben\n');
    const columns = { path: 'wav', label: 'mood', speaker: 'who' };
    expect(linesOf(await readFolder(folder, { columns, format: 'table' }))).toEqual([
      'a.wav froh anna emotion=1 file=x',
      'b.wav traurig ben emotion=2 file=x',
    ]);
  });

  test('numbers as facets, names with leading zeros as words, commas as points beside semicolons', async () => {
    const corpus = await readFolder(
      withTable('file;label;valence;arousal;room;note\na.wav;joy;1,5;-2;007;x\nb.wav;joy;;3e-1;012;\n'),
    );
    expect(corpus.rows.map(({ facets }) => facets)).toEqual([
      { valence: 1.5, arousal: -2, room: '007', note: 'x' },
      { arousal: 0.3, room: '012' },
    ]);
  });

  test('segments and parts', async () => {
    const corpus = await readFolder(
      withTable(
        'file,label,start,end,split\na.wav,happy,0,1.5,train\na.wav,sad,0:01.5,00:00:03,dev\na.wav,sad,10,12,test\nb.wav,sad,,,test\n',
      ),
    );
    expect(corpus.rows.map(({ name, start, end, part }) => [name, start, end, part])).toEqual([
      ['a.wav#t=0,1.5', 0, 1.5, 'train'],
      ['a.wav#t=1.5,3', 1.5, 3, 'validation'],
      ['a.wav#t=10,12', 10, 12, 'test'],
      ['b.wav', undefined, undefined, 'test'],
    ]);
  });

  test('train.csv, dev.csv and test.csv are one table in three parts', async () => {
    const table = (file: string): string => `file,label\n${file},happy\n`;
    const corpus = await readFolder({
      ...audio,
      'train.csv': table('a.wav'),
      'dev.csv': table('b.wav'),
      'my_test.csv': table('sub/c.wav'),
    });
    expect(linesOf(corpus)).toEqual(['a.wav happy - train', 'b.wav happy - validation', 'sub/c.wav happy - test']);
  });

  test('folds by a column', async () => {
    const corpus = await readFolder(withTable('file,label,fold\na.wav,happy,2\nb.wav,sad,10\n'));
    expect(corpus.folds).toEqual([
      {
        name: 'table',
        source: 'labels.csv',
        by: 'fold',
        folds: [
          { test: ['2'], validation: [] },
          { test: ['10'], validation: [] },
        ],
      },
    ]);
  });

  test('several raters: a column each, a row each, or shares', async () => {
    const expected = [
      ['a.wav', 'happy', { happy: 2 / 3, sad: 1 / 3 }],
      ['b.wav', 'sad', { sad: 1 }],
    ];
    for (const text of [
      'file,rater1,rater2,rater3\na.wav,happy,sad,happy\nb.wav,sad,sad,\nsub/c.wav,happy,sad,\n',
      'file,label,annotator\na.wav,happy,1\nb.wav,sad,1\na.wav,sad,2\na.wav,happy,3\nb.wav,sad,2\nsub/c.wav,happy,1\nsub/c.wav,sad,2\n',
      'file,distribution\na.wav,"{""happy"": 4, ""sad"": 2}"\nb.wav,"{""sad"": 1, ""happy"": 0}"\nsub/c.wav,"{""sad"": 0.5, ""happy"": 0.5}"\n',
    ]) {
      const corpus = await readFolder(withTable(text));
      expect(corpus.rows.map(({ name, label, distribution }) => [name, label, distribution])).toEqual(expected);
      expect(problemsOf(corpus)).toEqual(['no-majority sub/c.wav']);
    }
    const merged = await readFolder(withTable('file,rater1,rater2,rater3\na.wav,joy,happy,sad\nb.wav,sad,sad,odd\n'), {
      labelMap: { joy: 'happy', odd: null },
    });
    expect(merged.rows.map(({ label, distribution }) => [label, distribution])).toEqual([['sad', { sad: 1 }]]);
  });
});

describe('a table with faults: what is good is used, what is not is told', () => {
  test.each<[string, string, string[], string[]]>([
    ['names missing files', 'file,label\na.wav,happy\ngone.wav,sad\n', ['a.wav'], ['missing-file gone.wav']],
    [
      'leads out of the folder',
      'file,label\na.wav,happy\n../../etc/b.wav,sad\n/etc/passwd,sad\n',
      ['a.wav'],
      ['outside-folder ../../etc/b.wav', 'outside-folder /etc/passwd'],
    ],
    ['has the same file twice', 'file,label\na.wav,happy\n./a.wav,happy\n', ['a.wav'], ['duplicate a.wav']],
    ['has a file under two labels', 'file,label\na.wav,happy\nb.wav,sad\na.wav,sad\n', ['b.wav'], ['two-labels a.wav']],
    ['has empty labels', 'file,label\na.wav,happy\nb.wav, \n', ['a.wav'], ['empty-label b.wav']],
    ['has empty paths', 'file,label\na.wav,happy\n,sad\n', ['a.wav'], ['invalid-row labels.csv, row 3']],
    ['has a comma too many', 'file,label\na.wav,happy\nb.wav,sad,oh\n', ['a.wav'], ['invalid-row labels.csv, row 3']],
    [
      'has bad times',
      'file,label,start,end\na.wav,happy,0,1\na.wav,sad,2,1\nb.wav,sad,x,1\n',
      ['a.wav#t=0,1'],
      ['invalid-row a.wav', 'invalid-row b.wav'],
    ],
    [
      'has an unknown part',
      'file,label,split\na.wav,happy,train\nb.wav,sad,holdout\n',
      ['a.wav'],
      ['invalid-row b.wav'],
    ],
    [
      'has bad shares',
      'file,distribution\na.wav,{}\na.wav,"{""x"":1}"\nb.wav,"{""x"":-1}"\n',
      ['a.wav'],
      ['empty-label a.wav', 'invalid-row b.wav'],
    ],
  ])('%s', async (_, text, names, problems) => {
    const corpus = await readFolder({ 'labels.csv': text, ...audio });
    expect(corpus.rows.map(({ name }) => name)).toEqual(names);
    const spoken = new Set([
      ...corpus.rows.map(({ path }) => path.slice(3)),
      ...corpus.problems.map(({ name }) => name),
    ]);
    // Recordings of the folder that the table passes over are told as well.
    const rest = Object.keys(audio).filter((file) =>
      corpus.problems.some((problem) => problem.kind === 'unlabeled-file' && problem.name === file),
    );
    expect(
      problemsOf(corpus)
        .filter((line) => !line.startsWith('unlabeled-file'))
        .sort(),
    ).toEqual([...problems].sort());
    expect(Object.keys(audio).every((file) => spoken.has(file))).toBe(true);
    expect(rest.every((file) => !names.includes(file))).toBe(true);
    for (const { reason } of corpus.problems) expect(reason.length).toBeGreaterThan(8);
  });

  test('one file name in several folders', async () => {
    const corpus = await readFolder({
      'l.csv': 'file,label\nx.wav,happy\na.wav,sad\n',
      '1/x.wav': '',
      '2/x.wav': '',
      'a.wav': '',
    });
    expect(corpus.problems).toContainEqual({
      kind: 'several-files',
      name: 'x.wav',
      reason: '2 files fit, such as 1/x.wav and 2/x.wav (l.csv, row 2)',
    });
  });

  test('JSON lines that are none', async () => {
    const corpus = await readFolder(withTable('{"file":"a.wav","label":"happy"}\n{"file":\n[1]\n', 'labels.jsonl'));
    expect(corpus.problems.filter(({ kind }) => kind === 'invalid-row').map(({ name }) => name)).toEqual([
      'labels.jsonl, row 2',
      'labels.jsonl, row 3',
    ]);
  });

  test.each<[string, Folder, object, string, RegExp]>([
    [
      'no column of labels',
      withTable('file,mood\na.wav,x\n'),
      { format: 'table' },
      'missing-column',
      /labels\.csv has no column that looks like the label; it has "file", "mood"\. Name it in columns: \{ label: … \}/,
    ],
    [
      'no column of paths',
      withTable('id,label\n1,x\n'),
      { table: 'labels.csv' },
      'missing-column',
      /looks like the path; it has "id", "label"/,
    ],
    [
      'a column that is not there',
      withTable('file,label\na.wav,x\n'),
      { columns: { speaker: 'Who' }, format: 'table' },
      'missing-column',
      /no column "Who"; it has "file", "label"/,
    ],
    [
      'an open quote',
      withTable('file,label\na.wav,"x\nb.wav,y\n'),
      { table: 'labels.csv' },
      'invalid-table',
      /quote that opens in row/,
    ],
    ['an empty table', withTable('\n\n'), { table: 'labels.csv' }, 'invalid-table', /labels\.csv is empty/],
    [
      'two tables',
      withTable('file,label\na.wav,x\n', 'one.csv', { 'two.csv': 'file,label\na.wav,y\n' }),
      {},
      'ambiguous-format',
      /2 tables .* one\.csv, two\.csv\. Choose one with table: 'one\.csv'/,
    ],
    [
      'a JSON file that is no list',
      withTable('{}', 'l.json'),
      { table: 'l.json' },
      'invalid-table',
      /must be a list of objects/,
    ],
    ['a JSON file that is none', withTable('[', 'l.json'), { table: 'l.json' }, 'invalid-table', /l\.json is not JSON/],
    ['no table', audio, { format: 'table' }, 'unknown-format', /There is no table/],
    [
      'no file that is there',
      withTable('file,label\nx.wav,happy\n'),
      {},
      'no-recordings',
      /missing-file 1, .*unlabeled-file 3|unlabeled-file 3/,
    ],
  ])('%s is an error', async (_, folder, options, code, message) => {
    const attempt = readFolder(folder, options);
    await expect(attempt).rejects.toThrow(expect.objectContaining({ name: 'CorporaError', code }) as never);
    await expect(attempt).rejects.toThrow(message);
    expect(((await attempt.catch((error: Error) => error)) as Error).message.length).toBeLessThanOrEqual(400);
  });

  test('names in another normal form of Unicode, in the table or on disk', async () => {
    const name = 'Müller-é.wav';
    for (const [onDisk, inTable] of [
      ['NFC', 'NFD'],
      ['NFD', 'NFC'],
    ] as const) {
      const corpus = await readFolder({
        'labels.csv': `file,label,speaker\n${name.normalize(inTable)},froh,ä\n`,
        [name.normalize(onDisk)]: '',
      });
      expect(corpus.rows[0]!.path).toBe(`/c/${name.normalize(onDisk)}`);
    }
  });
});

describe('any table', () => {
  const word = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    .map((text) => text.normalize('NFC'))
    .filter((text) => text.trim() === text && text !== '');

  test('comes back from CSV with any delimiter, quotes and line ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ label: word, speaker: word }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (entries, delimiter, newline, quotes) => {
          fc.pre(entries.every(({ label, speaker }) => !/[\r\n]/.test(label + speaker)));
          const rows = entries.map(({ label, speaker }, i) => ({ file: `${i}.wav`, label, speaker }));
          const text = Papa.unparse(rows, { delimiter, newline, quotes });
          const corpus = await readFolder({
            'labels.csv': text,
            ...Object.fromEntries(rows.map(({ file }) => [file, ''])),
          });
          const found = new Map(corpus.rows.map((row) => [row.name, row]));
          expect(corpus.problems).toEqual([]);
          for (const { file, label, speaker } of rows) expect(found.get(file)).toMatchObject({ label, speaker });
        },
      ),
      { seed: 3, numRuns: 200 },
    );
  });

  test('throws nothing but its own error, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 80 }),
        fc.constantFrom('csv', 'jsonl', 'tsv'),
        async (text, extension) => {
          const folder = withTable(`file,label\n${text}`, `labels.${extension}`);
          await readFolder(folder, { table: `labels.${extension}` }).catch((error: Error) =>
            expect(error.name).toBe('CorporaError'),
          );
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  test('of 50,000 rows is read in under two seconds of processor time', async () => {
    const files = Array.from({ length: 50_000 }, (_, i) => `speaker${i % 50}/utterance_${i}.wav`);
    const text = `file,label,speaker,valence,text\n${files.map((file, i) => `${file},emotion ${i % 7},s${i % 50},${i / 1000},"so, ${i}"`).join('\n')}\n`;
    const folder = { 'labels.csv': text, ...Object.fromEntries(files.map((file) => [file, ''])) };
    const seconds: number[] = [];
    let corpus = await readFolder(folder);
    // The least of three: what else the machine does is not the reader's time.
    for (let run = 0; run < 3; run++) {
      const before = process.cpuUsage();
      corpus = await readFolder(folder);
      const { user, system } = process.cpuUsage(before);
      seconds.push((user + system) / 1e6);
    }
    expect(corpus.rows).toHaveLength(50_000);
    expect(corpus.labels).toHaveLength(7);
    expect(Math.min(...seconds)).toBeLessThan(2);
  });
});
