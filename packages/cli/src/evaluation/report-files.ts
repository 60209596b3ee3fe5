import { classificationReport, confusionMatrix } from '@ser/metrics';
import { confusionMatrixPlot } from '@ser/metrics/plots';
import { writeFileAtomic } from '../files/write-file.ts';
import { renderSvg } from '../plots/render-svg.ts';
import { type ModelFolder, writeJson } from '../run-folder.ts';
import { type PredictionTable, predictionsToCsv } from './predictions.ts';
import { occurringLabels, type Scores, scoresOf } from './scores.ts';

/** Writes predictions.csv, report.txt, report.json and confusion-matrix.svg of one model; returns its scores and its text. */
export async function writeReportFiles(
  folder: ModelFolder,
  table: PredictionTable,
  { title, caveats }: { readonly title: string; readonly caveats: readonly string[] },
): Promise<{ scores: Scores; text: string }> {
  const { predictions, labels } = table;
  const yTrue = predictions.map((p) => p.actual);
  const yPred = predictions.map((p) => p.predicted);
  const { report, text } = describeClasses(table);
  const matrix = confusionMatrix({ yTrue, yPred, labels });
  const scores = scoresOf(predictions, labels);
  await writeFileAtomic(folder.predictions, predictionsToCsv(table));
  await writeFileAtomic(folder.reportText, `${title}\n${caveats.map((caveat) => `${caveat}\n`).join('')}\n${text}`);
  await writeJson(folder.reportJson, {
    title,
    caveats,
    scores,
    report: report.toJSON(),
    labels,
    confusionMatrix: matrix.to2DArray(),
  });
  await writeFileAtomic(folder.confusionMatrix, await renderSvg(confusionMatrixPlot({ matrix, labels, title })));
  return { scores, text };
}

/**
 * The classification report of some predictions, over the classes that occur, as scikit-learn prints it. Where a class is
 * predicted that no test file has, a line says how the mean recall of the report differs from the UAR.
 */
export function describeClasses({ predictions, labels }: PredictionTable): {
  report: ReturnType<typeof classificationReport>;
  text: string;
} {
  const occurring = occurringLabels(predictions, labels);
  const tested = new Set(predictions.map(({ actual }) => actual));
  const report = classificationReport({
    yTrue: predictions.map(({ actual }) => actual),
    yPred: predictions.map(({ predicted }) => predicted),
    labels: occurring,
    zeroDivision: 0,
  });
  const untested = occurring.filter((label) => !tested.has(label));
  const note =
    untested.length > 0
      ? `No test file is ${untested.join(' or ')}: the macro average of recall above counts 0 for that, the UAR leaves it out.\n`
      : '';
  return { report, text: `${String(report)}${note && `\n${note}`}` };
}
