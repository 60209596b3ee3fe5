import { partOf } from '../rows/part-of.ts';
import type { CorpusFormat } from './corpus-format.ts';
import { type CorpusListing, fileNameOf, folderOf } from './corpus-listing.ts';
import { readFolders } from './folders/folders.ts';
import { columnsOf, readTables, tellsLabels } from './table/read-tables.ts';

const tablesOf = ({ files }: CorpusListing): string[] =>
  files.filter((file) => /^metadata\.(csv|jsonl)$/i.test(fileNameOf(file)));

/** Hugging Face audiofolder: `metadata.csv` or `metadata.jsonl` with `file_name`; without one, folders as `folders` reads them. */
export const audiofolder: CorpusFormat = {
  name: 'audiofolder',
  title: 'Hugging Face audiofolder: metadata.csv or metadata.jsonl with file_name',
  example: 'train/metadata.csv with the columns file_name and label',
  detect: async (listing) => {
    for (const file of tablesOf(listing)) {
      const columns = await columnsOf(listing, file);
      if (columns.includes('file_name') && tellsLabels(columns)) return `${file} has a column file_name`;
    }
    return undefined;
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
