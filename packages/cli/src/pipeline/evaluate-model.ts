import { predict } from '@ser/models';
import { type Prediction, predictionsOf } from '../evaluation/predictions.ts';
import { writeReportFiles } from '../evaluation/report-files.ts';
import type { Scores } from '../evaluation/scores.ts';
import type { ModelName } from '../models.ts';
import type { ModelFolder } from '../run-folder.ts';
import { type BackboneContext, type EmbeddedCorpus, embedParts } from './embed-corpus.ts';
import type { Engine } from './engines.ts';
import type { OpenClassifier } from './open-classifier.ts';
import type { Prepared } from './prepare.ts';

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
  readonly engine: Engine;
  /** What has to stand beside the figures. */
  readonly caveat: string;
  /** Embeddings that are at hand; those of another backbone do not count. */
  readonly embedded?: EmbeddedCorpus | undefined;
}

/** Predicts the test part with a trained model and writes its predictions and reports. */
export async function evaluateModel(
  model: ModelName,
  prepared: Prepared,
  { loaded, head }: Pick<OpenClassifier, 'loaded' | 'head'>,
  { folder, engine, caveat, embedded }: EvaluateModelOptions,
  context: BackboneContext,
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
  const title = `${model} on ${predictions.length} test files`;
  return { model, predictions, ...(await writeReportFiles(folder, { labels, predictions }, { title, caveat })) };
}
