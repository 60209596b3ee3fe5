// Results as Markdown, CSV and LaTeX
export type { Cell, Table, Tabular } from './table.ts';
export type { TableSource } from './table-of.ts';
export { toCsv } from './to-csv.ts';
export { toLatex } from './to-latex.ts';
export { toMarkdown } from './to-markdown.ts';
