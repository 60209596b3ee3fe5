import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { predict } from '@ser/models';
import { knownSpeakers } from '../../corpus/known-speakers.ts';
import type { OpenEngine } from '../../engines/engine.ts';
import { calibrate } from '../../evaluation/calibration.ts';
import { embeddingMap, mapToCsv, type TestEmbeddings } from '../../evaluation/map/embedding-map.ts';
import { type CardFacts, modelCard } from '../../evaluation/model-card.ts';
import { type Prediction, predictionsOf } from '../../evaluation/predictions.ts';
import { writeReportFiles } from '../../evaluation/report-files.ts';
import type { Scores } from '../../evaluation/scores.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { LoadContext, Model, ModelName } from '../../models/model.ts';
import { modelScores } from '../../report/analysis/model-scores.ts';
import type { ModelFolder } from '../../run-folder.ts';
import type { Settings } from '../../settings/settings.ts';
import { type EmbeddableParts, type EmbeddedCorpus, embedParts } from '../embed/embed-corpus.ts';
import type { Prepared } from '../prepare/prepare.ts';
import type { TrainingRecord } from '../train/training-record.ts';
import type { OpenClassifier } from './open-classifier.ts';

/** A model's result on the test part. */
export interface Evaluation {
  readonly model: ModelName;
  readonly scores: Scores;
  /** The report as scikit-learn prints it. */
  readonly text: string;
  readonly predictions: readonly Prediction[];
  /** What a map of several folds is made from; of a network only. */
  readonly embeddings?: TestEmbeddings;
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
  { loaded, head, record }: Pick<OpenClassifier, 'loaded' | 'head' | 'record'>,
  { folder, engine, caveats, embedded }: EvaluateModelOptions,
  context: LoadContext,
): Promise<Evaluation> {
  const own = await embedTest(model, prepared, loaded, { engine, embedded }, context);
  const opened = { loaded, head, record };
  const predictions = await predictTest(model, prepared, opened, { engine, embedded: own }, context);
  const { labels } = prepared;
  const embeddings: TestEmbeddings = {
    fingerprint: loaded.fingerprint,
    dim: own.dim,
    clips: prepared.test.map((example) => example.clip),
    rows: own.rows.test!,
  };
  await writeMap(folder, [embeddings], context.settings.seed);
  const title = `${model.name} on ${predictions.length} test files`;
  const { scores, text } = await writeReportFiles(folder, { labels, predictions }, { title, caveats });
  const backbone = { name: loaded.backbone.name, weights: record.weights, contained: record.fineTuning !== null };
  await writeCard(model.name, { prepared, backbone, record, folder, caveats, predictions }, context.settings);
  return { model: model.name, predictions, scores, text, embeddings };
}

/** Writes the map of one or several test parts; where none can be drawn, that of an earlier evaluation goes: it shows other files. */
export async function writeMap(folder: ModelFolder, parts: readonly TestEmbeddings[], seed: number): Promise<void> {
  const points = embeddingMap(parts, { seed });
  if (points.length === 0) await rm(folder.map, { force: true });
  else await writeFileAtomic(folder.map, mapToCsv(points));
}

/** What a trained model says of the recordings of a test part: the calibrated mean over the stretches of each. */
export async function predictTest(
  model: Model,
  prepared: EmbeddableParts & Pick<Prepared, 'labels'>,
  { loaded, head, record }: Pick<OpenClassifier, 'loaded' | 'head' | 'record'>,
  { engine, embedded }: Pick<EvaluateModelOptions, 'engine' | 'embedded'>,
  context: LoadContext,
): Promise<Prediction[]> {
  const { dim, rows } = await embedTest(model, prepared, loaded, { engine, embedded }, context);
  const probabilities = await predict(head, rows.test!, { sampleShape: [dim], batchSize: 256 });
  const { temperature } = record.calibration;
  return predictionsOf(
    prepared.test.map((example) => example.clip),
    probabilities,
    prepared.labels,
  ).map((prediction) => ({ ...prediction, probabilities: calibrate(prediction.probabilities, temperature) }));
}

/** The embeddings of a test part by this backbone: those at hand, where they are. */
async function embedTest(
  model: Model,
  prepared: EmbeddableParts,
  loaded: OpenClassifier['loaded'],
  { engine, embedded }: Pick<EvaluateModelOptions, 'engine' | 'embedded'>,
  context: LoadContext,
): Promise<EmbeddedCorpus> {
  const isSame = embedded?.loaded.fingerprint === loaded.fingerprint && embedded.rows.test !== undefined;
  return isSame ? embedded : embedParts(model, prepared, ['test'], { loaded, engine }, context);
}

/** What {@link writeCard} tells beside the facts of the run. */
export interface CardOf {
  readonly prepared: Pick<Prepared, 'provenance' | 'labels' | 'parts'>;
  readonly backbone: CardFacts['backbone'];
  readonly record: Pick<TrainingRecord, 'examples' | 'calibration'>;
  readonly folder: ModelFolder;
  readonly caveats: readonly string[];
  readonly predictions: readonly Prediction[];
}

/** Writes the card of the saved classifier: it tells scores, so that it comes after them. */
export async function writeCard(
  model: ModelName,
  { prepared: { provenance, labels, parts }, backbone, record, folder, caveats, predictions }: CardOf,
  settings: Settings,
): Promise<void> {
  const { scores, intervals, basis, speakers } = modelScores(predictions, labels, settings.seed);
  const card = modelCard({
    title: `Speech emotion: ${model}`,
    corpus: provenance,
    labels,
    knownSpeakers: knownSpeakers([parts]),
    settings,
    backbone,
    examples: record.examples,
    scores,
    intervals,
    basis,
    speakers,
    calibration: record.calibration,
    caveats,
  });
  await writeFileAtomic(join(folder.classifier, 'README.md'), card);
}
