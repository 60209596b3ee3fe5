import type { ClassificationReport, ReportDictionary, ReportEntry, ReportParts, ReportRow } from './report-parts.ts';
import { reportText } from './report-text.ts';

/** A report of its parts. */
export function createReport(parts: ReportParts): ClassificationReport {
  return {
    ...parts,
    toString: () => reportText(parts),
    toJSON: () => reportDictionary(parts),
  };
}

function reportDictionary({
  classes,
  accuracy,
  microAverage,
  macroAverage,
  weightedAverage,
}: ReportParts): ReportDictionary {
  const entry = ({ name, precision, recall, f1, support }: ReportRow): [string, ReportEntry] => [
    name,
    { precision, recall, 'f1-score': f1, support },
  ];
  // From entries, as a class may be called `__proto__`.
  return Object.fromEntries<ReportEntry | number>([
    ...classes.map(entry),
    accuracy === undefined ? entry(microAverage) : ['accuracy', accuracy],
    entry(macroAverage),
    entry(weightedAverage),
  ]);
}
