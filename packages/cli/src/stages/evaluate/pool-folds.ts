import { rm } from 'node:fs/promises';
import { speakersOf } from '../../corpus/clip.ts';
import type { Prediction } from '../../evaluation/predictions.ts';
import { writeReportFiles } from '../../evaluation/report-files.ts';
import type { Scores } from '../../evaluation/scores.ts';
import { removeOwn } from '../../files/remove-own.ts';
import type { ModelName } from '../../models/model.ts';
import { CLASSIFIER_FILES, type ModelFolder, resultFiles, writeRecord } from '../../run-folder.ts';
import { type Evaluation, writeMap } from './evaluate-model.ts';

/** A model's result on the test part of one fold. */
export interface FoldEvaluation {
  readonly fold: number;
  readonly evaluation: Evaluation;
}

/** The figures of `folds.json`. */
export interface FoldScores {
  /** Digest of the settings and the folds. */
  readonly identity: string;
  readonly folds: readonly ({ readonly fold: number; readonly speakers: readonly string[] } & Scores)[];
  /** Over the folds, each counting alike. */
  readonly mean: Omit<Scores, 'files'>;
  /** Of the folds (n − 1); null where there is one fold. No standard error: training parts overlap. */
  readonly standardDeviation: Omit<Scores, 'files'> | null;
  /** Of all predictions together: what the report tells. */
  readonly pooled: Scores;
}

/**
 * Pools the predictions of a model's folds, each made by the model that had not learned from the speaker, and writes the reports of
 * a single run for them, with `folds.json` for the scores of each fold.
 */
export async function poolFolds(
  model: ModelName,
  folder: ModelFolder,
  folds: readonly FoldEvaluation[],
  {
    identity,
    caveats,
    labels,
    seed,
  }: {
    readonly identity: string;
    readonly caveats: readonly string[];
    readonly labels: readonly string[];
    readonly seed: number;
  },
): Promise<Evaluation> {
  const predictions: Prediction[] = folds.flatMap(({ fold, evaluation }) =>
    evaluation.predictions.map((prediction) => ({ ...prediction, fold })),
  );
  // What a run of one split may have left here belongs to no fold.
  for (const path of [folder.training, folder.history, folder.learningCurves]) await rm(path, { force: true });
  // A frozen backbone is the same in every fold, so that all test parts lie on one map; fine-tuned ones are not.
  const embeddings = folds.flatMap(({ evaluation }) => evaluation.embeddings ?? []);
  await writeMap(folder, embeddings.length === folds.length ? embeddings : [], seed);
  await removeOwn(folder.classifier, (name) => CLASSIFIER_FILES.includes(name));
  const title = `${model} on ${predictions.length} test files, ${folds.length} folds pooled`;
  const { scores, text } = await writeReportFiles(folder, { labels, predictions }, { title, caveats });
  const own = folds.map(({ fold, evaluation }) => ({
    fold,
    speakers: speakersOf(evaluation.predictions),
    ...evaluation.scores,
  }));
  const summary: FoldScores = {
    identity,
    folds: own,
    mean: eachScore((of) => mean(own.map(of))),
    standardDeviation: own.length > 1 ? eachScore((of) => deviation(own.map(of))) : null,
    pooled: scores,
  };
  await writeRecord(folder.folds, summary);
  return { model, predictions, scores, text };
}

/** Removes the pooled results of a model one of whose folds was trained anew. */
export async function forgetPooled(folder: ModelFolder): Promise<void> {
  for (const path of [folder.folds, ...resultFiles(folder)]) await rm(path, { force: true });
}

function eachScore(figure: (of: (scores: Scores) => number) => number): Omit<Scores, 'files'> {
  return {
    accuracy: figure((s) => s.accuracy),
    macroRecall: figure((s) => s.macroRecall),
    macroPrecision: figure((s) => s.macroPrecision),
    macroF1: figure((s) => s.macroF1),
    weightedF1: figure((s) => s.weightedF1),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) * (value - middle), 0) / (values.length - 1));
}
