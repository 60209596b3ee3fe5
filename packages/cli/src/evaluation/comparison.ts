import type { ModelName } from '../models/model.ts';
import type { Scores } from './scores.ts';

/** A model's scores, for the table that sets models side by side. */
export interface ComparisonRow {
  readonly model: ModelName;
  readonly scores: Scores;
}

const COLUMNS: readonly { readonly title: string; readonly of: (scores: Scores) => number }[] = [
  { title: 'accuracy', of: (s) => s.accuracy },
  { title: 'macro F1', of: (s) => s.macroF1 },
  { title: 'weighted F1', of: (s) => s.weightedF1 },
  { title: 'macro P', of: (s) => s.macroPrecision },
  { title: 'macro R (UAR)', of: (s) => s.macroRecall },
];

/** The models side by side in percent, with the columns of the published table, as aligned text that is Markdown too. */
export function comparisonTable(rows: readonly ComparisonRow[]): string {
  const cells = [
    ['model', ...COLUMNS.map(({ title }) => title), 'test files'],
    ...rows.map(({ model, scores }) => [
      model,
      ...COLUMNS.map(({ of }) => (100 * of(scores)).toFixed(2)),
      String(scores.files),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}
