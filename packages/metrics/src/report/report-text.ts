import { formatFixed } from '../numeric/format-fixed.ts';
import { formatFloat } from '../numeric/format-float.ts';
import type { ReportParts, ReportRow } from './report-parts.ts';

/** Python counts code points where JavaScript counts UTF-16 units. */
const codePoints = (text: string): number => [...text].length;

const right = (text: string, width: number): string => ' '.repeat(Math.max(0, width - codePoints(text))) + text;

/**
 * scikit-learn's text of a report, byte for byte.
 *
 * The label column is as wide as the longest name, but at least "weighted avg" and at least `digits` wide; two blanks follow
 * it, and four right-aligned columns of 9.
 */
export function reportText(report: ReportParts): string {
  const { classes, accuracy, digits, counts } = report;
  const width = Math.max('weighted avg'.length, digits, ...classes.map(({ name }) => codePoints(name)));
  const line = (name: string, cells: readonly string[]): string =>
    `${right(name, width)} ${cells.map((cell) => ` ${right(cell, 9)}`).join('')}\n`;
  const support = (value: number): string => (counts.floatSupport ? formatFloat(value) : String(value));
  const score = (value: number): string => formatFixed(value, digits);
  const row = (r: ReportRow): string =>
    line(r.name, [score(r.precision), score(r.recall), score(r.f1), support(r.support)]);
  // scikit-learn prints the micro-F1 in this row, which weights can move by the last bit from the accuracy.
  const overall =
    accuracy === undefined
      ? row(report.microAverage)
      : line('accuracy', ['', '', score(report.microAverage.f1), support(report.microAverage.support)]);
  return [
    line('', ['precision', 'recall', 'f1-score', 'support']),
    '\n',
    ...classes.map(row),
    '\n',
    overall,
    row(report.macroAverage),
    row(report.weightedAverage),
  ].join('');
}
