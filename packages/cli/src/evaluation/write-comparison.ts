import { originCaveats } from '../report/analysis/caveats.ts';
import type { Difference } from '../report/analysis/model-tests.ts';
import type { Report } from '../report/report.ts';
import { networksBesideBaseline } from '../report/sections/summary.ts';
import { pText } from '../report/words.ts';
import { type WriteReportOptions, writeReport } from '../report/write-report.ts';
import { type RunFolder, writeJson } from '../run-folder.ts';
import { type ComparisonRow, comparisonTable } from './comparison.ts';

/** What {@link writeComparison} has found. */
export interface Comparison {
  readonly rows: readonly ComparisonRow[];
  readonly differences: readonly Difference[];
  /** The table, the tests and the caveat, for a terminal. */
  readonly text: string;
  /** Path of the page. */
  readonly report: string;
}

/**
 * Sets all evaluated models of a run side by side: writes the report as a page and as Markdown, and `comparison.json` with
 * the same figures for programs.
 *
 * @throws {SerError} where the run folder holds no predictions of its present split and settings.
 */
export async function writeComparison(folder: RunFolder, options: WriteReportOptions = {}): Promise<Comparison> {
  const report = await writeReport(folder, options);
  const { models, differences, run } = report;
  const rows = models.map(({ model, scores }) => ({ model, scores }));
  await writeJson(folder.comparisonJson, comparisonJson(report));
  return {
    rows,
    differences,
    text: [
      comparisonTable(rows),
      '',
      ...differences.map(describe),
      ...networksBesideBaseline(models, differences).map((text) => `- ${text}`),
      ...originCaveats(run).flatMap((caveat) => ['', caveat]),
    ].join('\n'),
    report: folder.reportHtml,
  };
}

function comparisonJson({ models, differences, caveats, leaks, mistakes }: Report): object {
  return {
    caveats,
    models: models.map(
      ({ model, scores, intervals, basis, speakers, published, notAlike, bySpeaker, breakdowns, calibration }) => ({
        model,
        scores,
        speakers,
        intervals: { level: 0.95, basis, ...intervals },
        published: published && {
          alike: notAlike.length === 0,
          notAlike,
          overall: published.overall,
          classes: published.classes,
        },
        calibration,
        bySpeaker,
        breakdowns,
      }),
    ),
    differences,
    worstMistakes: mistakes,
    leaks,
  };
}

function describe(
  { models: [first, second], onlyFirst, onlySecond, pValue, pHolm }: Difference,
  _: number,
  all: readonly Difference[],
): string {
  const verdict = pHolm < 0.05 ? 'a difference' : 'no clear difference';
  const corrected = all.length > 1 ? `, ${pText(pHolm)} after Holm's correction` : '';
  return `- ${first} against ${second}: ${onlyFirst} files only the first gets right, ${onlySecond} only the second; ${verdict} (McNemar exact p ${pValue < 0.001 ? '' : '= '}${pText(pValue)}${corrected})`;
}
