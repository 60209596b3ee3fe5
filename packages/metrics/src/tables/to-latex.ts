import { formatCell, isNumeric } from './format-cell.ts';
import { type TableSource, tableOf } from './table-of.ts';

/** A report, comparison or breakdown as a LaTeX `tabular` with the rules of the booktabs package; names are escaped. */
export function toLatex(source: TableSource): string {
  const table = tableOf(source);
  const line = (cells: readonly string[]): string => `${cells.map(escapeText).join(' & ')} \\\\\n`;
  const columns = table.header.map((_, column) => (isNumeric(table, column) ? 'r' : 'l')).join('');
  const rows = table.rows.map((row) => line(row.map((cell, column) => formatCell(table, column, cell))));
  return [
    `\\begin{tabular}{${columns}}\n\\toprule\n`,
    line(table.header),
    '\\midrule\n',
    ...rows,
    '\\bottomrule\n\\end{tabular}\n',
  ].join('');
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '−': '$-$',
};

function escapeText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\~^<>−&%$#_{}]/g, (character) => commands[character] ?? `\\${character}`);
}
