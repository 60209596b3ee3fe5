/** A cell: text, a number printed with the table's digits, or an empty cell. */
export type Cell = string | number | null;

/** A table of results, ready for Markdown, CSV or LaTeX. */
export interface Table {
  /** Column headings. */
  readonly header: readonly string[];
  /** Rows, as long as the header. Integers (counts) are numbers in `integerColumns`. */
  readonly rows: readonly (readonly Cell[])[];
  /** Decimals of the numbers, except in integer columns. */
  readonly digits: number;
  /** Indices of columns whose numbers are counts. */
  readonly integerColumns: readonly number[];
}

/** Results that know their own table: breakdowns by group, pooled folds, comparisons with published reports. */
export interface Tabular {
  toTable(): Table;
}
