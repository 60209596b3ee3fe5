import { formatCell, isNumeric } from './format-cell.ts';
import { type TableSource, tableOf } from './table-of.ts';

/** A report, comparison or breakdown as a GitHub-flavored Markdown table; names are escaped. */
export function toMarkdown(source: TableSource): string {
  const table = tableOf(source);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const rule = table.header.map((_, column) => (isNumeric(table, column) ? '---:' : '---'));
  const rows = table.rows.map((row) => line(row.map((cell, column) => escapeText(formatCell(table, column, cell)))));
  return line(table.header.map(escapeText)) + line(rule) + rows.join('');
}

/** Keeps a name from ending a cell, starting markup, or becoming HTML. */
function escapeText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
