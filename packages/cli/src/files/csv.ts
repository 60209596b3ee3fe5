import Papa from 'papaparse';

/** A CSV table: the names of its columns, and its rows by them. A cell that a line lacks is missing in its row. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Reads a CSV table with a header, with quoted cells as RFC 4180 has them and any line ends. */
export function parseCsv(text: string): CsvTable {
  // Both line ends may stand in one file: what is left of CRLF is taken off the last cell of a line.
  const { data } = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', skipEmptyLines: true });
  const [header = [], ...body] = data.map((cells) => [...cells.slice(0, -1), cells.at(-1)!.replace(/\r$/, '')]);
  const rowOf = (cells: readonly string[]): Record<string, string> =>
    Object.fromEntries(header.flatMap((name, i) => (cells[i] === undefined ? [] : [[name, cells[i]]])));
  return { header, rows: body.map(rowOf) };
}

/** One line of a CSV table, without its end: cells with commas, quotes, line ends or spaces around them are quoted. */
export function csvLine(cells: readonly (string | number)[]): string {
  return Papa.unparse([[...cells]]);
}
