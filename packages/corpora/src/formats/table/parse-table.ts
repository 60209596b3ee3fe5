import Papa from 'papaparse';
import { CorporaError } from '../../errors.ts';

/** A table as text: what a CSV, TSV or JSONL file holds. */
export interface ParsedTable {
  /** Names of the columns, without spaces around them. */
  readonly columns: readonly string[];
  /** Rows that are not empty; `row` counts from 1, the header included. */
  readonly records: readonly { readonly row: number; readonly cells: readonly string[] }[];
  /** Rows that cannot be read, and why. */
  readonly broken: readonly { readonly row: number; readonly reason: string }[];
}

const DELIMITERS = [',', ';', '\t', '|'];

/**
 * Reads a table with a header: JSONL or a JSON list by its extension, else CSV with the delimiter under which the header fits best.
 *
 * Quotes, a byte order mark and line ends of any system are seen to. In a table with `;` a comma in numbers is a point.
 *
 * @param fits How many wanted columns a header has: decides between delimiters.
 * @throws CorporaError `invalid-table` where the text has no header, or a quote is never closed.
 */
export function parseTable(
  text: string,
  file: string,
  fits: (columns: readonly string[]) => number = () => 0,
): ParsedTable {
  const plain = text.replace(/^\uFEFF/, '');
  return /\.(jsonl|ndjson|json)$/i.test(file) ? parseJson(plain, file) : parseCsv(plain, file, fits);
}

function parseCsv(text: string, file: string, fits: (columns: readonly string[]) => number): ParsedTable {
  const delimiter = bestDelimiter(text, fits);
  let { data, errors } = Papa.parse<string[]>(text, { delimiter });
  const open = errors.find(({ code }) => code === 'MissingQuotes');
  if (open !== undefined && delimiter === '\t') {
    // Tables with tabs often hold quotes that mean nothing.
    ({ data, errors } = Papa.parse<string[]>(text, { delimiter, quoteChar: '\0' }));
  } else if (open !== undefined) {
    throw new CorporaError(
      'invalid-table',
      `${file}: a quote that opens in row ${(open.row ?? 0) + 1} is never closed.`,
      {
        field: 'table',
        received: file,
      },
    );
  }
  const isEmpty = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');
  const head = data.findIndex((cells) => !isEmpty(cells));
  if (head < 0) {
    throw new CorporaError('invalid-table', `${file} is empty. A table has a header, such as file,label,speaker.`, {
      field: 'table',
      received: file,
    });
  }
  const columns = data[head]!.map((cell) => cell.trim());
  const records: { row: number; cells: readonly string[] }[] = [];
  const broken: { row: number; reason: string }[] = [];
  for (let i = head + 1; i < data.length; i++) {
    const cells = data[i]!;
    if (isEmpty(cells)) continue;
    if (cells.length > columns.length && !isEmpty(cells.slice(columns.length))) {
      broken.push({ row: i + 1, reason: `it has ${cells.length} cells, and the header ${columns.length}` });
    } else records.push({ row: i + 1, cells: delimiter === ';' ? cells.map(pointForComma) : cells });
  }
  return { columns, records, broken };
}

/** The delimiter under which the header has most of the wanted columns, then most columns that the next rows have too. */
function bestDelimiter(whole: string, fits: (columns: readonly string[]) => number): string {
  const text = headOf(whole);
  const scored = DELIMITERS.map((delimiter) => {
    const { data } = Papa.parse<string[]>(text, { delimiter, preview: 10, skipEmptyLines: 'greedy' });
    const header = (data[0] ?? []).map((cell) => cell.trim());
    const even = data.every((cells) => cells.length === header.length);
    return { delimiter, score: fits(header) * 1000 + (even ? header.length : 0) };
  });
  return scored.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function pointForComma(cell: string): string {
  return /^\s*-?\d+,\d+\s*$/.test(cell) ? cell.replace(',', '.') : cell;
}

/** Objects of a JSONL file, one per line, or of a JSON file, which is a list of them. */
function parseJson(text: string, file: string): ParsedTable {
  const columns: string[] = [];
  const place = new Map<string, number>();
  const records: { row: number; cells: string[] }[] = [];
  const broken: { row: number; reason: string }[] = [];
  for (const { row, value, reason } of /\.json$/i.test(file) ? listed(text, file) : lines(text)) {
    if (reason !== undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
      broken.push({ row, reason: reason ?? 'it is not a JSON object' });
      continue;
    }
    const cells: string[] = columns.map(() => '');
    for (const [key, field] of Object.entries(value)) {
      let at = place.get(key);
      if (at === undefined) {
        at = columns.push(key) - 1;
        place.set(key, at);
      }
      cells[at] = field === null ? '' : typeof field === 'object' ? JSON.stringify(field) : String(field);
    }
    records.push({ row, cells });
  }
  if (records.length === 0) {
    const why = broken[0] === undefined ? 'it is empty' : `row ${broken[0].row}: ${broken[0].reason}`;
    throw new CorporaError('invalid-table', `${file} holds no JSON object per row: ${why.slice(0, 200)}.`, {
      field: 'table',
      received: file,
    });
  }
  return { columns, records, broken };
}

interface JsonRow {
  readonly row: number;
  readonly value?: unknown;
  readonly reason?: string;
}

function lines(text: string): JsonRow[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, i): JsonRow[] => {
    if (line.trim() === '') return [];
    try {
      return [{ row: i + 1, value: JSON.parse(line) }];
    } catch (error) {
      return [{ row: i + 1, reason: `it is not JSON: ${(error as Error).message}` }];
    }
  });
}

function listed(text: string, file: string): JsonRow[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw new CorporaError('invalid-table', `${file} is not JSON: ${(cause as Error).message.slice(0, 200)}.`, {
      field: 'table',
      cause,
    });
  }
  if (!Array.isArray(list)) {
    throw new CorporaError(
      'invalid-table',
      `${file} must be a list of objects, such as [{"file": "a.wav", "label": "happy"}].`,
      {
        field: 'table',
        received: file,
      },
    );
  }
  return list.map((value: unknown, i) => ({ row: i + 1, value }));
}

/** The first lines of a text, as many as tell its columns. */
export function headOf(text: string): string {
  if (text.length < 1 << 16) return text;
  const head = text.slice(0, 1 << 16);
  return head.slice(0, Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1) || head;
}
