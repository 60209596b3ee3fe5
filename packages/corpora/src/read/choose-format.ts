import { CorporaError } from '../errors.ts';
import type { CorpusFormat } from '../formats/corpus-format.ts';
import { type CorpusListing, fileNameOf } from '../formats/corpus-listing.ts';
import { columnsOf } from '../formats/table/read-tables.ts';

/** A format and why it was taken. */
export interface ChosenFormat {
  readonly format: CorpusFormat;
  readonly reason: string;
}

/**
 * Asks every format whether a folder is its own, those that look at folders alone last. Of several that fit, none is taken.
 *
 * @throws CorporaError `ambiguous-format` where several fit, `unknown-format` where none does.
 */
export async function chooseFormat(listing: CorpusListing, formats: readonly CorpusFormat[]): Promise<ChosenFormat> {
  for (const fallback of [false, true]) {
    const fits: ChosenFormat[] = [];
    for (const format of formats.filter((candidate) => (candidate.fallback ?? false) === fallback)) {
      const reason = await format.detect(listing);
      if (reason !== undefined) fits.push({ format, reason });
    }
    if (fits.length === 1) return fits[0]!;
    if (fits.length > 1) throw ambiguous(fits);
  }
  const table = await strangeTable(listing);
  throw new CorporaError(
    'unknown-format',
    `No format fits this folder: ${seen(listing)}. ${table ?? remedy(formats)}`,
    {
      field: 'format',
      allowed: formats.map(({ name }) => name).join(', '),
    },
  );
}

/** A table whose columns have unusual names may be all that is missing. */
async function strangeTable(listing: CorpusListing): Promise<string | undefined> {
  const file = listing.files.find((path) => /\.(csv|tsv|tab|jsonl|ndjson)$/i.test(path));
  if (file === undefined) return undefined;
  try {
    const columns = (await columnsOf(listing, file)).join(', ').slice(0, 120);
    return `${file} has the columns ${columns}; say which are which, with columns: { path: …, label: … } and format: 'table'.`;
  } catch (error) {
    if (!CorporaError.isInstance(error)) throw error;
    return error.message;
  }
}

function ambiguous(fits: readonly ChosenFormat[]): CorporaError {
  const names = fits.map(({ format }) => format.name);
  return new CorporaError(
    'ambiguous-format',
    `${fits.length} formats fit: ${fits.map(({ format, reason }) => `${format.name} (${reason})`).join(' and ')}. ` +
      `Say which, with format: '${names[0]}' or '${names[1]}'.`,
    { field: 'format', allowed: names.join(', ') },
  );
}

/** The format of a name. */
export function formatNamed(name: string, formats: readonly CorpusFormat[]): CorpusFormat {
  const format = formats.find((known) => known.name === name);
  if (format !== undefined) return format;
  const names = formats.map((known) => known.name).join(', ');
  throw new CorporaError(
    'unknown-format',
    `There is no format "${name}". Known are ${names}; 'auto' looks for one that fits.`,
    {
      field: 'format',
      received: name,
      allowed: names,
    },
  );
}

function seen({ files, audio }: CorpusListing): string {
  if (files.length === 0) return 'it is empty';
  const few = (audio.length > 0 ? audio : files).slice(0, 3).map((file) => file.slice(-50));
  return `it holds ${audio.length} recordings among ${files.length} files, such as ${few.join(', ')}`;
}

function remedy(formats: readonly CorpusFormat[]): string {
  const few = formats.map(({ name, example }) => `${name} ${fileNameOf(example.split(' ')[0]!)}`).slice(0, 7);
  return `Put the files into a folder per label, or add labels.csv with the columns file,label,speaker. Also known: ${few.join('; ')} …`;
}
