import { compareLabels } from '../splits/encode-labels.ts';
import type { CorpusFormat, CorpusProblem, FormatRow } from './corpus-format.ts';
import type { CorpusListing } from './corpus-listing.ts';
import { columnsOf, readTables } from './table/read-tables.ts';

/** Whether the fields of a JSONL file are those of EmoBox. */
export function isEmoBox(columns: readonly string[]): boolean {
  return ['key', 'dataset', 'wav', 'emo'].every((name) => columns.includes(name));
}

async function filesOf(listing: CorpusListing): Promise<string[]> {
  const found: string[] = [];
  for (const file of listing.files.filter((path) => /\.jsonl$/i.test(path))) {
    const first = (await listing.readText(file)).trimStart().split('\n', 1)[0]!;
    try {
      if (isEmoBox(Object.keys(JSON.parse(first) as object))) found.push(file);
    } catch {
      // Not JSON: not of this format.
    }
  }
  return found;
}

/** The number of the fold in a path such as `fold_1/emodb_test_fold_1.jsonl`. */
const foldOf = (file: string): string | undefined => /fold[_-]?(\d+)/i.exec(file)?.[1];
const isTest = (file: string): boolean => /(^|[^a-z])test([^a-z]|$)/i.test(file.slice(file.lastIndexOf('/') + 1));

/** EmoBox: one JSON object per recording and line; folds as pairs of files, of which the test file decides. */
export const emobox: CorpusFormat = {
  name: 'emobox',
  title: 'EmoBox, metadata of many corpora as JSONL with folds',
  example: 'fold_1/emodb_test_fold_1.jsonl with the fields key, dataset, wav, sex and emo',
  detect: async (listing) => {
    const files = await filesOf(listing);
    if (files.length === 0) return undefined;
    return `${files[0]} has the fields key, dataset, wav and emo`;
  },
  read: async (listing) => {
    const files = await filesOf(listing);
    const tests = files.filter((file) => foldOf(file) !== undefined && isTest(file));
    const columns = { path: 'wav', label: 'emo' };
    const rows: FormatRow[] = [];
    const problems: CorpusProblem[] = [];
    for (const file of tests.length > 0 ? tests : files) {
      const fold = tests.length > 0 ? { fold: foldOf(file)! } : undefined;
      const held = await columnsOf(listing, file);
      const speaker = held.find((name) => /^(spk|speaker)(_?id)?$/i.test(name));
      const contents = await readTables(listing, [{ file, facets: fold }], { ...columns, speaker });
      problems.push(...contents.problems!);
      for (const row of contents.rows) rows.push({ ...row, facets: ownFacets(row.facets!) });
    }
    const values = new Set(tests.map((file) => foldOf(file)!));
    const folds = [...values]
      .sort((a, b) => compareLabels(Number(a), Number(b)))
      .map((fold) => ({ test: [fold], validation: [] }));
    return {
      rows,
      problems,
      folds: folds.length > 1 ? [{ name: 'emobox', source: 'EmoBox (INTERSPEECH 2024)', by: 'fold', folds }] : [],
    };
  },
};

/** What is said of every file alike tells nothing about it. */
function ownFacets(facets: Readonly<Record<string, string | number>>): Record<string, string | number> {
  const { key: _key, type: _type, task: _task, channel: _channel, sample_rate: _rate, ...own } = facets;
  return own;
}
