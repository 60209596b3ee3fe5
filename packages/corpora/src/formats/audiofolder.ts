import { partOf } from '../rows/part-of.ts';
import type { CorpusFormat } from './corpus-format.ts';
import { type CorpusListing, fileNameOf, folderOf } from './corpus-listing.ts';
import { folderLayout, placeFiles } from './folders/folder-layout.ts';
import { readFolders, reasonOf } from './folders/folders.ts';
import { guessColumns } from './table/columns.ts';
import { loadTable, readTables } from './table/read-tables.ts';

const tablesOf = ({ files }: CorpusListing): string[] =>
  files.filter((file) => /^metadata\.(csv|jsonl)$/i.test(fileNameOf(file)));

/** Hugging Face audiofolder: `metadata.csv` or `metadata.jsonl` with `file_name`, or class folders below folders of parts. */
export const audiofolder: CorpusFormat = {
  name: 'audiofolder',
  title: 'Hugging Face audiofolder: metadata.csv or metadata.jsonl with file_name, or class folders below train and test',
  example: 'train/metadata.csv with the columns file_name and label, or train/happy/1.mp3',
  detect: async (listing) => {
    for (const file of tablesOf(listing)) {
      const { columns } = await loadTable(listing, file);
      const { label, raters, distribution } = guessColumns(columns);
      const isLabeled = label >= 0 || raters.length > 0 || distribution >= 0;
      if (columns.includes('file_name') && isLabeled) return { confidence: 'sure', reason: `${file} has a column file_name` };
    }
    if (placeFiles(listing).every(({ part }) => part === undefined)) return undefined;
    const layout = folderLayout(listing);
    return layout && { confidence: 'possible', reason: `below folders of parts, ${reasonOf(layout)}` };
  },
  read: async (listing, options) => {
    const tables = tablesOf(listing).map((file) => ({
      file,
      part: folderOf(file)
        .split('/')
        .map(partOf)
        .find((part) => part !== undefined),
    }));
    if (tables.length === 0) return readFolders(listing, options);
    return readTables(listing, tables, { path: 'file_name', ...options.columns });
  },
};
