import { type TableSource, tableOf } from './table-of.ts';

/**
 * A report, comparison or breakdown as CSV (RFC 4180, lines end in CRLF): numbers in full precision, as this is for programs;
 * NaN and missing values are empty.
 */
export function toCsv(source: TableSource): string {
  const { header, rows } = tableOf(source);
  const field = (cell: string | number | null): string => {
    if (cell === null || Number.isNaN(cell)) return '';
    const text = String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}
