import { predict } from '@ser/models';
import { loadClassifier } from '@ser/models/node';
import { SerError } from '../errors.ts';
import { predictionsOf } from '../evaluation/predictions.ts';
import { writeReportFiles } from '../evaluation/report-files.ts';
import type { Scores } from '../evaluation/scores.ts';
import type { ModelName } from '../models.ts';
import { type ModelFolder, readJson } from '../run-folder.ts';
import { checkBackbone } from './check-backbone.ts';
import type { EmbeddedCorpus } from './embed-corpus.ts';
import type { Prepared } from './prepare.ts';
import type { TrainingRecord } from './train-model.ts';

/** A model's result on the test part. */
export interface Evaluation {
  readonly model: ModelName;
  readonly scores: Scores;
  /** The report as scikit-learn prints it. */
  readonly text: string;
}

/** Predicts the test part with a trained model and writes its predictions and reports. */
export async function evaluateModel(
  model: ModelName,
  prepared: Prepared,
  { loaded, dim, rows }: EmbeddedCorpus,
  folder: ModelFolder,
  caveat: string,
): Promise<Evaluation> {
  if (!(await readJson<TrainingRecord>(folder.training))) {
    throw new SerError(
      `${folder.path} holds no finished training of ${model}. Train it first: ser train --model ${model}`,
    );
  }
  const classifier = await loadClassifier(folder.classifier);
  checkBackbone(model, classifier, loaded);
  try {
    const probabilities = await predict(classifier.head, rows.test!, { sampleShape: [dim], batchSize: 256 });
    const predictions = predictionsOf(
      prepared.test.map((example) => example.clip),
      probabilities,
    );
    const title = `${model} on ${predictions.length} test files`;
    return { model, ...(await writeReportFiles(folder, predictions, { title, caveat })) };
  } finally {
    classifier.head.dispose();
  }
}
