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

/** Whatever can show itself as a {@link Table}: reports, comparisons, breakdowns by group. */
export interface Tabular {
  toTable(): Table;
}
