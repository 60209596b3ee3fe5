import { predict } from '@ser/models';
import type { OpenEngine } from '../../engines/engine.ts';
import { type Prediction, predictionsOf } from '../../evaluation/predictions.ts';
import { writeReportFiles } from '../../evaluation/report-files.ts';
import type { Scores } from '../../evaluation/scores.ts';
import type { LoadContext, Model, ModelName } from '../../models/model.ts';
import type { ModelFolder } from '../../run-folder.ts';
import { type EmbeddedCorpus, embedParts } from '../embed/embed-corpus.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { OpenClassifier } from './open-classifier.ts';

/** A model's result on the test part. */
export interface Evaluation {
  readonly model: ModelName;
  readonly scores: Scores;
  /** The report as scikit-learn prints it. */
  readonly text: string;
  readonly predictions: readonly Prediction[];
}

export interface EvaluateModelOptions {
  readonly folder: ModelFolder;
  readonly engine: OpenEngine;
  /** What has to stand beside the figures. */
  readonly caveats: readonly string[];
  /** Embeddings that are at hand; those of another backbone do not count. */
  readonly embedded?: EmbeddedCorpus | undefined;
}

/** Predicts the test part with a trained model and writes its predictions and reports. */
export async function evaluateModel(
  model: Model,
  prepared: Prepared,
  { loaded, head }: Pick<OpenClassifier, 'loaded' | 'head'>,
  { folder, engine, caveats, embedded }: EvaluateModelOptions,
  context: LoadContext,
): Promise<Evaluation> {
  const same = embedded?.loaded.fingerprint === loaded.fingerprint && embedded.rows.test !== undefined;
  const { dim, rows } = same ? embedded : await embedParts(model, prepared, ['test'], { loaded, engine }, context);
  const probabilities = await predict(head, rows.test!, { sampleShape: [dim], batchSize: 256 });
  const { labels } = prepared;
  const predictions = predictionsOf(
    prepared.test.map((example) => example.clip),
    probabilities,
    labels,
  );
  const title = `${model.name} on ${predictions.length} test files`;
  return {
    model: model.name,
    predictions,
    ...(await writeReportFiles(folder, { labels, predictions }, { title, caveats })),
  };
}
