import { majority } from '../../labels/vote.ts';
import type { Part } from '../../rows/corpus-row.ts';
import { partOf } from '../../rows/part-of.ts';
import type { PublishedFolds } from '../../rows/published-folds.ts';
import { compareLabels } from '../../splits/encode-labels.ts';
import type { CorpusProblem, FormatContents, FormatRow } from '../corpus-format.ts';
import { type CorpusListing, folderOf } from '../corpus-listing.ts';
import { type ColumnNames, type ColumnPlaces, findColumns, guessColumns } from './columns.ts';
import { parseSeconds } from './parse-seconds.ts';
import { headOf, type ParsedTable, parseTable } from './parse-table.ts';

/** A table to read. */
export interface TableFile {
  /** Path below the corpus' folder, or an absolute path. */
  readonly file: string;
  /** Part of the split that every row of it belongs to, where its own column does not say otherwise. */
  readonly part?: Part;
  /** Facets of every row. */
  readonly facets?: Readonly<Record<string, string>>;
}

/**
 * Reads tables of labels into rows.
 *
 * @throws CorporaError `missing-column`, `invalid-table`.
 */
export async function readTables(
  listing: CorpusListing,
  tables: readonly TableFile[],
  columns: ColumnNames = {},
): Promise<FormatContents> {
  const rows: FormatRow[] = [];
  const problems: CorpusProblem[] = [];
  for (const table of tables) {
    const parsed = await loadTable(listing, table.file, columns);
    const places = findColumns(parsed.columns, columns, table.file);
    for (const { row, reason } of parsed.broken) {
      problems.push({ kind: 'invalid-row', name: `${table.file}, row ${row}`, reason });
    }
    readRows(listing, table, parsed, places, rows, problems);
  }
  return { rows, problems, folds: foldsOf(rows, tables.map(({ file }) => file).join(', ')) };
}

/** Parses a table, with the delimiter under which paths and labels are found. */
async function loadTable(listing: CorpusListing, file: string, columns: ColumnNames): Promise<ParsedTable> {
  return parseTable(await listing.readText(file), file, (header) => wantedIn(header, columns));
}

/**
 * The columns of a table, from its first lines.
 *
 * @throws CorporaError `invalid-table`.
 */
export async function columnsOf(
  listing: CorpusListing,
  file: string,
  columns: ColumnNames = {},
): Promise<readonly string[]> {
  return parseTable(headOf(await listing.readText(file)), file, (header) => wantedIn(header, columns)).columns;
}

/** Whether a table with these columns tells labels of files. */
export function tellsLabels(header: readonly string[], columns: ColumnNames = {}): boolean {
  return wantedIn(header, columns) === 2;
}

function wantedIn(header: readonly string[], columns: ColumnNames): number {
  const { path, label, raters, distribution } = guessColumns(header, columns);
  return Number(path >= 0) + Number(label >= 0 || raters.length > 0 || distribution >= 0);
}

function readRows(
  listing: CorpusListing,
  table: TableFile,
  { columns, records }: ParsedTable,
  places: ColumnPlaces,
  rows: FormatRow[],
  problems: CorpusProblem[],
): void {
  const folder = listing.files.includes(table.file) ? folderOf(table.file) : '';
  const numeric = new Set(places.facets.filter((i) => isNumeric(records, i)));
  const hasParts = places.part >= 0 && records.some(({ cells }) => partOf(cells[places.part] ?? '') !== undefined);
  const ballots = new Map<string, { row: FormatRow; votes: Record<string, number>; at: string }>();

  for (const { row, cells } of records) {
    const cell = (place: number): string => (cells[place] ?? '').trim();
    const at = `${table.file}, row ${row}`;
    const path = cell(places.path);
    let name = path || at;
    const problem = (kind: CorpusProblem['kind'], reason: string): number =>
      problems.push({ kind, name, reason: name === at ? reason : `${reason} (${at})` });
    if (path === '') {
      problem('invalid-row', 'it names no file');
      continue;
    }
    const found = listing.find(path, folder);
    if ('problem' in found) {
      problem(found.problem, found.reason);
      continue;
    }
    name = found.file;
    const start = parseSeconds(cell(places.start));
    const end = parseSeconds(cell(places.end));
    if (Number.isNaN(start) || Number.isNaN(end)) {
      problem('invalid-row', `its times are no seconds: ${cell(places.start)} to ${cell(places.end)}`);
      continue;
    }
    const part = hasParts ? partOf(cell(places.part)) : table.part;
    if (hasParts && part === undefined && cell(places.part) !== '') {
      problem('invalid-row', `its part ${cell(places.part)} is none of train, validation and test`);
      continue;
    }
    const facets: Record<string, string | number> = { ...table.facets };
    for (const i of places.facets) {
      const value = cell(i);
      if (value !== '') facets[columns[i]!] = numeric.has(i) ? Number(value) : value;
    }
    if (!hasParts && places.part >= 0 && cell(places.part) !== '') facets[columns[places.part]!] = cell(places.part);
    const base: Omit<FormatRow, 'label'> = {
      file: found.file,
      speaker: cell(places.speaker) || undefined,
      facets,
      start,
      end,
      part,
    };
    const label = cell(places.label);
    if (places.rater >= 0) {
      if (label === '') continue;
      const key = `${found.file}\0${start}\0${end}`;
      const ballot = ballots.get(key) ?? {
        row: { ...base, label: '' },
        votes: Object.create(null) as Record<string, number>,
        at,
      };
      ballot.votes[label] = (ballot.votes[label] ?? 0) + 1;
      ballots.set(key, ballot);
      continue;
    }
    const votes = votesOf(places, cell);
    if (votes === null) {
      problem(
        'invalid-row',
        `its distribution is no JSON object of numbers: ${cell(places.distribution).slice(0, 40)}`,
      );
      continue;
    }
    const chosen = label === '' && votes !== undefined ? majority(votes) : label;
    if (chosen === undefined) problem('no-majority', `raters disagree: ${Object.keys(votes ?? {}).join(', ')}`);
    else rows.push({ ...base, label: chosen, distribution: votes });
  }
  for (const { row, votes, at } of ballots.values()) {
    const label = majority(votes);
    if (label !== undefined) rows.push({ ...row, label, distribution: votes });
    else
      problems.push({
        kind: 'no-majority',
        name: row.file,
        reason: `raters disagree: ${Object.keys(votes).join(', ')} (${at})`,
      });
  }
}

/** Votes of a row; undefined where there are none, null where they cannot be read. */
function votesOf(places: ColumnPlaces, cell: (place: number) => string): Record<string, number> | undefined | null {
  const votes = Object.create(null) as Record<string, number>;
  for (const place of places.raters) {
    const vote = cell(place);
    if (vote !== '') votes[vote] = (votes[vote] ?? 0) + 1;
  }
  const text = cell(places.distribution);
  if (text !== '') {
    try {
      const shares: unknown = JSON.parse(text);
      if (typeof shares !== 'object' || shares === null || Array.isArray(shares)) return null;
      for (const [label, share] of Object.entries(shares)) {
        if (typeof share !== 'number' || !(share >= 0 && share < Number.POSITIVE_INFINITY)) return null;
        votes[label] = (votes[label] ?? 0) + share;
      }
    } catch {
      return null;
    }
  }
  return Object.keys(votes).length > 0 ? votes : undefined;
}

/** Whether a column holds numbers: all of its cells that are not empty, and no leading zeros, which are names. */
function isNumeric(records: ParsedTable['records'], column: number): boolean {
  let numbers = 0;
  for (const { cells } of records) {
    const text = (cells[column] ?? '').trim();
    if (text === '') continue;
    if (!/^[+-]?(0|[1-9]\d*|(?=\.\d))(\.\d*)?(e[+-]?\d+)?$/i.test(text)) return false;
    numbers++;
  }
  return numbers > 0;
}

/** Folds by a column `fold`. */
function foldsOf(rows: readonly FormatRow[], source: string): PublishedFolds[] {
  const values = new Set(rows.flatMap(({ facets }) => (facets?.fold === undefined ? [] : [facets.fold])));
  if (values.size < 2 || rows.some(({ facets }) => facets?.fold === undefined)) return [];
  const folds = [...values].sort(compareLabels).map((value) => ({ test: [String(value)], validation: [] }));
  return [{ name: 'table', source, by: 'fold', folds }];
}
