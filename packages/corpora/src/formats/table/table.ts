import { CorporaError } from '../../errors.ts';
import { partOf } from '../../rows/part-of.ts';
import type { CorpusFormat, FormatOptions } from '../corpus-format.ts';
import { type CorpusListing, fileNameOf, stemOf } from '../corpus-listing.ts';
import { isEmoBox } from '../emobox.ts';
import { columnsOf, readTables, type TableFile, tellsLabels } from './read-tables.ts';

/** More tables than this are not looked into. */
const LOOKED_AT = 40;

/** A table of labels: CSV, TSV or JSONL with named columns. */
export const table: CorpusFormat = {
  name: 'table',
  title: 'a table of labels: CSV, TSV or JSONL with a column of paths and one of labels',
  example: 'labels.csv with the columns file, label and, if you have it, speaker',
  detect: async (listing) => {
    const tables = await tablesOf(listing);
    if (tables.length === 0) return undefined;
    return `${tables.join(', ')} ${tables.length === 1 ? 'has' : 'have'} columns of paths and labels`;
  },
  read: async (listing, options) => readTables(listing, await chosenTables(listing, options), options.columns),
};

/** Tables that have a column of paths and one of labels, and belong to no other format. */
async function tablesOf(listing: CorpusListing, columns: FormatOptions['columns'] = {}): Promise<string[]> {
  const files = listing.files.filter(
    (file) =>
      /\.(csv|tsv|tab|jsonl|ndjson)$/i.test(file) &&
      !/^metadata\.(csv|jsonl)$/i.test(fileNameOf(file)) &&
      !(/^db\..*\.csv$/i.test(fileNameOf(file)) && listing.files.some((other) => /^(.*\/)?db\.yaml$/.test(other))),
  );
  const found: string[] = [];
  for (const file of files.slice(0, LOOKED_AT)) {
    try {
      const held = await columnsOf(listing, file, columns);
      if (tellsLabels(held, columns) && !isEmoBox(held)) found.push(file);
    } catch (error) {
      // What cannot be read is no table of labels; asked for by name, it says why.
      if (!CorporaError.isInstance(error)) throw error;
    }
  }
  return found;
}

async function chosenTables(listing: CorpusListing, { table: chosen, columns }: FormatOptions): Promise<TableFile[]> {
  if (chosen !== undefined) return [{ file: chosen }];
  const files = await tablesOf(listing, columns);
  if (files.length === 1) return [{ file: files[0]! }];
  const parts = files.map((file) => ({ file, part: partNamed(file) }));
  // train.csv, dev.csv and test.csv are one table in three parts.
  if (files.length > 1 && parts.every(({ part }) => part !== undefined)) return parts;
  if (files.length > 1) {
    throw new CorporaError(
      'ambiguous-format',
      `${files.length} tables have columns of paths and labels: ${files.slice(0, 5).join(', ')}. Choose one with table: '${files[0]}'.`,
      { field: 'table', allowed: files.join(', ') },
    );
  }
  const any = listing.files.filter((file) => /\.(csv|tsv|tab|jsonl|ndjson)$/i.test(file));
  // The best candidate tells what it lacks.
  if (any.length > 0) return [{ file: any[0]! }];
  throw new CorporaError(
    'unknown-format',
    'There is no table (.csv, .tsv, .jsonl) in the folder. Name one with table.',
    {
      field: 'table',
    },
  );
}

/** The part in the name of a table: `train.csv`, `labels_dev.csv`. */
function partNamed(file: string): ReturnType<typeof partOf> {
  return stemOf(fileNameOf(file))
    .split(/[^\p{L}\p{N}]+/u)
    .map(partOf)
    .find((part) => part !== undefined);
}
