/** A CSV table: the names of its columns, and its rows by them. A cell that a line lacks is missing in its row. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** Reads a CSV table with a header, with quoted cells as RFC 4180 has them and any line ends. */
export function parseCsv(text: string): CsvTable {
  const lines: string[][] = [];
  let line: string[] = [];
  // A cell, quoted or not, and what ends it.
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    const [whole, quoted, plain, end] = match;
    if (whole === '' && line.length === 0) break;
    line.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  const [header = [], ...body] = lines;
  const rowOf = (cells: readonly string[]): Record<string, string> =>
    Object.fromEntries(header.flatMap((name, i) => (cells[i] === undefined ? [] : [[name, cells[i]]])));
  return { header, rows: body.map(rowOf) };
}

/** One line of a CSV table, without its end: cells with commas, quotes or line ends are quoted. */
export function csvLine(cells: readonly (string | number)[]): string {
  return cells
    .map((cell) => {
      const text = String(cell);
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}
