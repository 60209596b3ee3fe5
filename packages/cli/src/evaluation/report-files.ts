import { classificationReport, confusionMatrix } from '@ser/metrics';
import { confusionMatrixPlot } from '@ser/metrics/plots';
import { writeFileAtomic } from '../files/write-file.ts';
import { LABELS } from '../labels.ts';
import { renderSvg } from '../plots/render-svg.ts';
import { type ModelFolder, writeJson } from '../run-folder.ts';
import { type Prediction, predictionsToCsv } from './predictions.ts';
import { type Scores, scoresOf } from './scores.ts';

/** Writes predictions.csv, report.txt, report.json and confusion-matrix.svg of one model; returns its scores and its text. */
export async function writeReportFiles(
  folder: ModelFolder,
  predictions: readonly Prediction[],
  { title, caveat }: { title: string; caveat: string },
): Promise<{ scores: Scores; text: string }> {
  const yTrue = predictions.map((p) => p.actual);
  const yPred = predictions.map((p) => p.predicted);
  const report = classificationReport({ yTrue, yPred, labels: LABELS, zeroDivision: 0 });
  const matrix = confusionMatrix({ yTrue, yPred, labels: LABELS });
  const scores = scoresOf(predictions);
  const text = String(report);
  await writeFileAtomic(folder.predictions, predictionsToCsv(predictions));
  await writeFileAtomic(folder.reportText, `${title}\n${caveat ? `${caveat}\n` : ''}\n${text}`);
  await writeJson(folder.reportJson, {
    title,
    caveat,
    scores,
    report: report.toJSON(),
    labels: LABELS,
    confusionMatrix: matrix.to2DArray(),
  });
  await writeFileAtomic(
    folder.confusionMatrix,
    await renderSvg(confusionMatrixPlot({ matrix, labels: LABELS, title })),
  );
  return { scores, text };
}
