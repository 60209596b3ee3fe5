import { CorporaError, readCorpusFrom } from '@ser/corpora';
import { expect, test } from 'vitest';
import { inOptions } from './in-options.ts';

/** The message that the library refuses some files with. */
async function refusal(files: Readonly<Record<string, string>>, options: object = {}): Promise<string> {
  const source = { root: '/data', files: Object.keys(files), readText: async (file: string) => files[file]! };
  const error = await readCorpusFrom(source, options).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!CorporaError.isInstance(error)) throw new Error('it was not refused');
  return inOptions(error.message);
}

const audformat = 'tables:\n  a: {columns: {emotion: }}\n  b: {columns: {emotion: }}\n';

test.each<[string, Record<string, string>, object, RegExp]>([
  ['two formats', { '03a01Fa.wav': '', 'OAF_back_angry.wav': '' }, {}, /with --corpus emodb or --corpus tess\.$/],
  [
    'unusual columns',
    { 'a.wav': '', 'x.csv': 'a,b\n1,2\n' },
    {},
    /with --path-column NAME, --label-column NAME and --corpus table/,
  ],
  ['no such column', { 'a.wav': '', 'x.csv': 'file,b\na.wav,2\n' }, { format: 'table' }, /with --label-column NAME\.$/],
  [
    'two tables',
    { 'a.wav': '', 'x.csv': 'file,label\na.wav,b\n', 'y.csv': 'file,label\na.wav,b\n' },
    {},
    /with --table x\.csv\.$/,
  ],
  ['no table', { 'a.wav': '' }, { format: 'table' }, /with --table FILE\.$/],
  [
    'folders',
    { 'x/a/1.wav': '', 'y/a/1.wav': '', 'x/b/1.wav': '', 'y/b/1.wav': '' },
    {},
    /Say --layout speaker\/label or --layout label\/speaker/,
  ],
  ['a layout', { 'x/a/1.wav': '' }, { layout: 'z' }, /^--layout must be one of/],
  [
    'a merge',
    { 'happy/1.wav': '', 'sad/1.wav': '' },
    { labelMap: 'four' },
    /^--label-map four: this is no file, and is no merge .* Give a file such as \{"joy"/,
  ],
  ['tables of audformat', { 'a.wav': '', 'db.yaml': audformat }, {}, /with --table a\.$/],
  [
    'no labels in audformat',
    { 'a.wav': '', 'db.yaml': 'tables:\n  a: {columns: {x: }}\n' },
    {},
    /with --table NAME or --label-column NAME\.$/,
  ],
])('%s: the advice is an option of the program', async (_, files, options, message) => {
  const said = await refusal(files, options);
  expect(said).toMatch(message);
  expect(said).not.toMatch(/format: '|columns: \{|layout: '|table: '|parseLabelMap/);
});
