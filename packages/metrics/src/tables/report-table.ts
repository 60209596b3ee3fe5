import type { ReportParts, ReportRow } from '../report/report-parts.ts';
import type { Cell, Table } from './table.ts';

/** The printed rows of a report. */
export function reportTable({
  classes,
  accuracy,
  microAverage,
  macroAverage,
  weightedAverage,
  digits,
}: ReportParts): Table {
  const row = ({ name, precision, recall, f1, support }: ReportRow): Cell[] => [name, precision, recall, f1, support];
  const overall = accuracy === undefined ? row(microAverage) : ['accuracy', null, null, accuracy, microAverage.support];
  return {
    header: ['class', 'precision', 'recall', 'f1-score', 'support'],
    rows: [...classes.map(row), overall, row(macroAverage), row(weightedAverage)],
    digits,
    integerColumns: [4],
  };
}
