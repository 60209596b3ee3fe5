import { RavdessError } from '../errors.ts';

/** One line of CSV, quoted where RFC 4180 asks for it. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
}

/** A row with the line that it begins on, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads CSV by RFC 4180: quoted cells may hold commas, quotes and line breaks; lines end with LF or CRLF; a byte order
 * mark and empty lines are skipped.
 *
 * @throws RavdessError `invalid-manifest` for a quote that is not closed, or text after a closing quote.
 */
export function parseCsv(text: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const cellEnd = /[,\r\n]/g;
  const endRow = (): void => {
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = ++line;
  };
  while (at < text.length) {
    let cell: string;
    if (text[at] === '"') {
      [cell, at] = quotedCell(text, at, line);
      line += cell.split('\n').length - 1;
    } else {
      cellEnd.lastIndex = at;
      const stop = cellEnd.exec(text)?.index ?? text.length;
      cell = text.slice(at, stop);
      at = stop;
    }
    cells.push(cell);
    if (text[at] === ',') {
      at++;
      // A comma at the very end is followed by an empty cell.
      if (at === text.length) cells.push('');
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    endRow();
  }
  if (cells.length > 0) endRow();
  return rows;
}

/** The cell that begins with the quote at `at`, and where it ends. */
function quotedCell(text: string, at: number, line: number): [cell: string, end: number] {
  let cell = '';
  for (let from = at + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw invalid(`the quote on line ${line} is never closed`);
    cell += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const next = text[quote + 1];
      if (next !== undefined && next !== ',' && next !== '\r' && next !== '\n') {
        throw invalid(`on line ${line}, ${JSON.stringify(next)} follows a closing quote`);
      }
      return [cell, quote + 1];
    }
    cell += '"';
    from = quote + 2;
  }
}

function invalid(what: string): RavdessError {
  return new RavdessError('invalid-manifest', `The manifest is not CSV: ${what}.`);
}
