import { parse } from 'yaml';
import { CorporaError } from '../errors.ts';
import { partOf } from '../rows/part-of.ts';
import type { CorpusFormat, CorpusProblem, FormatOptions, FormatRow } from './corpus-format.ts';
import { type CorpusListing, folderOf } from './corpus-listing.ts';
import { guessColumns } from './table/columns.ts';
import { type ParsedTable, parseTable } from './table/parse-table.ts';
import { readTables } from './table/read-tables.ts';

/** What `db.yaml` says, as far as it matters here. */
interface Header {
  readonly license?: unknown;
  readonly schemes?: Readonly<Record<string, { readonly labels?: unknown } | null>>;
  readonly splits?: Readonly<Record<string, { readonly type?: unknown } | null>>;
  readonly tables?: Readonly<Record<string, { readonly split_id?: unknown; readonly columns?: Columns | null } | null>>;
}
type Columns = Readonly<Record<string, { readonly scheme_id?: unknown } | null>>;

/** audformat: `db.yaml` with one CSV per table, filewise or in segments. */
export const audformat: CorpusFormat = {
  name: 'audformat',
  title: 'audformat: db.yaml with tables such as db.emotion.csv',
  example: 'db.yaml and db.emotion.csv with the columns file, emotion and perhaps start, end and speaker',
  detect: async (listing) => {
    const file = headerOf(listing);
    return file === undefined ? undefined : `${file} describes its tables`;
  },
  read: async (listing, options) => {
    const file = headerOf(listing);
    if (file === undefined) {
      throw new CorporaError('unknown-format', 'There is no db.yaml in the folder, which audformat begins with.', {
        field: 'format',
      });
    }
    const header = parseHeader(await listing.readText(file), file);
    const path = (table: string): string => `${folderOf(file) === '' ? '' : `${folderOf(file)}/`}db.${table}.csv`;
    const chosen = chooseTables(header, options, file);
    for (const { table } of chosen) {
      if (listing.files.includes(path(table))) continue;
      throw new CorporaError(
        'invalid-table',
        `${path(table)} is not there. Tables must be CSV: db.save(…, storage_format='csv').`,
        {
          field: 'table',
          received: path(table),
        },
      );
    }
    const rows: FormatRow[] = [];
    const problems: CorpusProblem[] = [];
    for (const { table, label, part } of chosen) {
      const columns = { ...options.columns, path: 'file', label };
      const contents = await readTables(listing, [{ file: path(table), part }], columns);
      rows.push(...contents.rows);
      problems.push(...contents.problems!);
    }
    return { rows: await withFacts(rows, listing, header, path), problems };
  },
};

function headerOf({ files }: CorpusListing): string | undefined {
  return files.find((file) => /^([^/]+\/)?db\.yaml$/.test(file));
}

function parseHeader(text: string, file: string): Header {
  let header: unknown;
  try {
    // Many small tables repeat schemes by reference; more than this is no description of a corpus.
    header = parse(text, { maxAliasCount: 1000 });
  } catch (cause) {
    throw new CorporaError('invalid-table', `${file} is not YAML: ${(cause as Error).message.split('\n')[0]}`, {
      field: 'table',
      cause,
    });
  }
  if (typeof header !== 'object' || header === null) {
    throw new CorporaError('invalid-table', `${file} describes no tables.`, { field: 'table', received: file });
  }
  return header;
}

interface Chosen {
  readonly table: string;
  readonly label: string;
  readonly part: ReturnType<typeof partOf>;
}

/** The tables that hold the labels: the one that was asked for, else those of the splits, else the only one. */
function chooseTables(header: Header, { table, columns }: FormatOptions, file: string): Chosen[] {
  const all = Object.entries(header.tables ?? {}).flatMap(([name, description]): Chosen[] => {
    const held = Object.entries(description?.columns ?? {});
    const names = held.map(([column]) => column);
    const byScheme = held.find(([, column]) => column?.scheme_id === 'emotion')?.[0];
    const place = guessColumns(names).label;
    const label = columns?.label ?? byScheme ?? names[place];
    if (label === undefined || !names.includes(label)) return [];
    const split = description?.split_id;
    const type = typeof split === 'string' ? (header.splits?.[split]?.type ?? split) : undefined;
    return [{ table: name, label, part: typeof type === 'string' ? partOf(type) : undefined }];
  });
  const wanted = table
    ?.replace(/^.*\//, '')
    .replace(/^db\./, '')
    .replace(/\.csv$/, '');
  const own = wanted === undefined ? all : all.filter((choice) => choice.table === wanted);
  const tables = Object.keys(header.tables ?? {}).join(', ');
  if (own.length === 0) {
    const lack =
      wanted === undefined
        ? `no table with a column "${columns?.label ?? 'emotion'}"`
        : `no table ${wanted} with labels`;
    throw new CorporaError(
      'missing-column',
      `${file} has ${lack}; its tables are ${tables}. Name it with table or columns: { label: … }.`,
      {
        field: 'table',
        allowed: tables,
      },
    );
  }
  const split = own.filter(({ part }) => part !== undefined);
  if (new Set(split.map(({ part }) => part)).size === split.length && split.length > 1) return split;
  if (own.length === 1) return own;
  const names = own.map((choice) => choice.table).join(', ');
  throw new CorporaError(
    'ambiguous-format',
    `${file} has several tables with labels: ${names}. Choose one with table: '${own[0]!.table}'.`,
    {
      field: 'table',
      allowed: names,
    },
  );
}

/** Adds the speaker and other facts from tables about whole files, and what the schemes and tables say about speakers. */
async function withFacts(
  rows: readonly FormatRow[],
  listing: CorpusListing,
  header: Header,
  path: (table: string) => string,
): Promise<FormatRow[]> {
  const ofFile = new Map<string, Record<string, string>>();
  for (const table of Object.keys(header.tables ?? {})) {
    if (!listing.files.includes(path(table))) continue;
    const parsed = parseTable(await listing.readText(path(table)), path(table));
    if (parsed.columns.includes('start')) continue;
    for (const { cells } of parsed.records) {
      const found = listing.find(cells[parsed.columns.indexOf('file')] ?? '', folderOf(path(table)));
      if ('file' in found) ofFile.set(found.file, { ...ofFile.get(found.file), ...recordOf(parsed, cells) });
    }
  }
  const ofSpeaker = await speakersOf(listing, header, path);
  return rows.map((row) => {
    const { file: _file, ...facts } = ofFile.get(row.file) ?? {};
    const speaker = row.speaker ?? facts.speaker;
    const known = speaker === undefined ? undefined : ofSpeaker.get(speaker);
    const { speaker: _speaker, [labelColumn(header)]: _label, ...rest } = facts;
    return { ...row, speaker, facets: { ...rest, ...known, ...row.facets } };
  });
}

function labelColumn(header: Header): string {
  return (
    Object.values(header.tables ?? {})
      .flatMap((table) => Object.entries(table?.columns ?? {}))
      .find(([, column]) => column?.scheme_id === 'emotion')?.[0] ?? 'emotion'
  );
}

function recordOf({ columns }: ParsedTable, cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    columns.flatMap((name, i) => (name !== '' && cells[i]?.trim() ? [[name, cells[i]!.trim()]] : [])),
  );
}

/** What is known of every speaker: the labels of the scheme `speaker`, or the table that they are kept in. */
async function speakersOf(
  listing: CorpusListing,
  header: Header,
  path: (table: string) => string,
): Promise<Map<string, Record<string, string | number>>> {
  const labels = header.schemes?.speaker?.labels;
  if (typeof labels === 'string' && listing.files.includes(path(labels))) {
    const parsed = parseTable(await listing.readText(path(labels)), path(labels));
    return new Map(
      parsed.records.map(({ cells }) => {
        const { [parsed.columns[0]!]: _index, ...facts } = recordOf(parsed, cells);
        return [cells[0]!.trim(), facts];
      }),
    );
  }
  if (typeof labels !== 'object' || labels === null) return new Map();
  return new Map(
    Object.entries(labels).map(([speaker, facts]) => [
      speaker,
      Object.fromEntries(
        Object.entries((facts ?? {}) as object).filter(
          ([, value]) => typeof value === 'string' || typeof value === 'number',
        ),
      ) as Record<string, string | number>,
    ]),
  );
}
