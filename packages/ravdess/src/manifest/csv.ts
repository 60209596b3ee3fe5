import Papa from 'papaparse';
import { RavdessError } from '../errors.ts';

/** One line of CSV, quoted where RFC 4180 asks for it. */
export function csvLine(cells: readonly string[]): string {
  return Papa.unparse([[...cells]]);
}

/** A row with the line that it begins on, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV by RFC 4180: quoted cells may hold commas, quotes and line breaks; a byte order mark and empty lines are skipped.
 *
 * @throws RavdessError `invalid-manifest` for a quote that is not closed, or text after a closing quote.
 */
export function parseCsv(text: string): CsvRow[] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), { delimiter: ',' });
  let line = 1;
  const rows = data.map((cells): CsvRow => {
    const row = { line, cells };
    line += cells.reduce((breaks, cell) => breaks + cell.split('\n').length - 1, 1);
    return row;
  });
  const [error] = errors;
  if (error !== undefined) {
    const where = rows[error.row ?? 0]?.line ?? line;
    const what = error.code === 'MissingQuotes' ? 'is never closed' : 'is followed by more of its cell';
    throw new RavdessError('invalid-manifest', `The manifest is not CSV: a quote on line ${where} ${what}.`);
  }
  return rows.filter(({ cells }) => cells.length > 1 || cells[0] !== '');
}
