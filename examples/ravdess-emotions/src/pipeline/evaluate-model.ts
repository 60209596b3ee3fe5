import { predict } from '@ser/models';
import { loadClassifier } from '@ser/models/node';
import { predictionsOf } from '../evaluation/predictions.ts';
import { writeReportFiles } from '../evaluation/report-files.ts';
import type { Scores } from '../evaluation/scores.ts';
import { SerError } from '../errors.ts';
import type { ModelName } from '../models.ts';
import { type ModelFolder, readJson } from '../run-folder.ts';
import { embed, inputShapeOf, loadBackbone } from './embed.ts';
import type { Engines } from './engines.ts';
import type { PipelineContext, Prepared } from './prepare.ts';
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
  folder: ModelFolder,
  engines: Engines,
  { weights, caveat }: { weights: string | undefined; caveat: string },
  context: Omit<PipelineContext, 'data'>,
): Promise<Evaluation> {
  if (!(await readJson<TrainingRecord>(folder.training))) {
    throw new SerError(`${folder.path} holds no finished training of ${model}. Train it first: ser train --model ${model}`);
  }
  const loaded = await loadBackbone(model, inputShapeOf(prepared, context.settings), weights, context);
  const x = await embed(model, prepared.test, prepared, loaded, engines.engine, context);
  const classifier = await loadClassifier(folder.classifier);
  try {
    const probabilities = await predict(classifier.head, x, { sampleShape: [loaded.backbone.outputDim], batchSize: 256 });
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
