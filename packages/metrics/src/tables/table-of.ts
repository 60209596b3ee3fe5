import type { ClassificationReport } from '../report/report-parts.ts';
import type { ModelComparison } from '../significance/compare-models.ts';
import { comparisonTable } from './comparison-table.ts';
import { reportTable } from './report-table.ts';
import type { Table, Tabular } from './table.ts';

/** Every result that can be written as a table. */
export type TableSource = Tabular | ClassificationReport | ModelComparison;

/** The table of a result. */
export function tableOf(source: TableSource): Table {
  if ('toTable' in source) return source.toTable();
  return 'pairs' in source ? comparisonTable(source.pairs) : reportTable(source);
}
