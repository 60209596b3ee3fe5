import type { ReportDocument } from './document.ts';
import type { Clips } from './read-clips.ts';
import type { Report } from './report.ts';
import { betweenModels } from './sections/between-models.ts';
import { calibration } from './sections/calibration.ts';
import { embeddingMaps } from './sections/embedding-maps.ts';
import { folds } from './sections/folds.ts';
import { groups } from './sections/groups.ts';
import { leaks } from './sections/leaks.ts';
import { learningCurves } from './sections/learning-curves.ts';
import { licenses } from './sections/licenses.ts';
import { limitsOfClaims } from './sections/limits.ts';
import { mistakes } from './sections/mistakes.ts';
import { modelResults } from './sections/model-results.ts';
import { opening, subtitle } from './sections/opening.ts';
import { parts } from './sections/parts.ts';
import { published, publishedElsewhere } from './sections/published.ts';
import { runFacts } from './sections/run-facts.ts';
import { speakers } from './sections/speakers.ts';
import { summary } from './sections/summary.ts';
import { everyTestFile } from './sections/test-files.ts';

/** The figures of a run in words, tables and plots; HTML and Markdown are both made from this. */
export function buildDocument(report: Report, clips: Clips): ReportDocument {
  return {
    title: 'Speech emotion recognition: results',
    subtitle: subtitle(report),
    opening: opening(report),
    sections: [
      ...parts(report),
      summary(report),
      ...folds(report),
      ...published(report),
      modelResults(report),
      mistakes(report, clips),
      everyTestFile(report, clips),
      ...embeddingMaps(report),
      ...speakers(report),
      groups(report),
      betweenModels(report),
      calibration(report),
      learningCurves(report),
      leaks(report),
      ...publishedElsewhere(report),
      runFacts(report),
      limitsOfClaims(report),
      licenses(report),
    ],
  };
}
