import { formatFixed } from '../numeric/format-fixed.ts';
import type { Cell, Table } from './table.ts';

/** Printed text of a cell: numbers with the table's digits, counts as they are, nothing for null. */
export function formatCell(table: Table, column: number, cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  return table.integerColumns.includes(column) && Number.isInteger(cell)
    ? String(cell)
    : formatFixed(cell, table.digits);
}

/** Whether a column holds numbers, and is aligned to the right. */
export function isNumeric(table: Table, column: number): boolean {
  return table.rows.length > 0 && table.rows.every((row) => typeof row[column] !== 'string');
}
