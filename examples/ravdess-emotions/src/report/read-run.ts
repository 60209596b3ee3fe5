import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SerError } from '../errors.ts';
import { predictionsFromCsv } from '../evaluation/predictions.ts';
import { MODEL_NAMES, type ModelName } from '../models.ts';
import type { TrainingRecord } from '../pipeline/train-model.ts';
import { type ModelFolder, type RunFolder, readConfiguration, readJson, runFolder } from '../run-folder.ts';
import { parseCsv } from './parse-csv.ts';
import type { LeftOutRow, ModelData, RecordedRun, RunData, SplitRow, StageRow, TrainingCurves } from './run-data.ts';

/**
 * Reads all that a run folder holds for a report.
 *
 * @throws {SerError} where it holds no predictions of its present split and settings, or a damaged table.
 */
export async function readRun(folder: RunFolder): Promise<RunData> {
  const configuration: RecordedRun = await readConfiguration(folder);
  const models: ModelData[] = [];
  for (const model of MODEL_NAMES) {
    const found = await readModel(model, folder, configuration.identity);
    if (found) models.push(found);
  }
  if (models.length === 0)
    throw new SerError(
      `${folder.path} holds no predictions of its present split and settings. Make some: ser evaluate --run ${folder.path}`,
    );
  return {
    path: folder.path,
    configuration,
    split: await readTable(
      folder.split,
      ({ file, part, fold }): SplitRow => ({
        file: file ?? '',
        part: part ?? '',
        fold: fold ?? '',
      }),
    ),
    leftOut:
      (await readTable(
        folder.leftOut,
        ({ path, reason }): LeftOutRow => ({ path: path ?? '', reason: reason ?? '' }),
      )) ?? [],
    stages: await readStages(join(folder.path, 'stages.json')),
    models,
  };
}

async function readModel(model: ModelName, folder: RunFolder, identity: string): Promise<ModelData | undefined> {
  const own = folder.of(model);
  const text = await readText(own.predictions);
  if (text === undefined) return undefined;
  const record = await readJson<TrainingRecord>(own.training);
  const folds = record ? [] : await readFolds(model, folder, text, own);
  // A model of an earlier run in the same folder had another split or other settings: it does not compare.
  if (record ? record.identity !== identity : folds.length === 0) return undefined;
  const trained = record ? [{ fold: null, record, folder: own }] : folds;
  const curves: TrainingCurves[] = [];
  for (const { fold, record: one, folder: place } of trained) {
    const history = await readJson<TrainingCurves['history']>(place.history);
    if (history) curves.push({ fold, history, bestEpoch: one.bestEpoch });
  }
  return {
    model,
    predictions: predictionsFromCsv(text, own.predictions),
    weights: trained[0]?.record.weights ?? null,
    curves,
  };
}

/** The trainings behind pooled predictions: each fold is a run folder of its own, `fold-<k>`. */
async function readFolds(
  model: ModelName,
  folder: RunFolder,
  predictions: string,
  { path, predictions: file }: ModelFolder,
): Promise<{ fold: number; record: TrainingRecord; folder: ModelFolder }[]> {
  if ((await readText(join(path, 'folds.json'))) === undefined) return [];
  const names = new Set(
    predictionsFromCsv(predictions, file).flatMap(({ fold }) => (fold === undefined ? [] : [fold])),
  );
  const found = [];
  for (const fold of [...names].sort((a, b) => a - b)) {
    const own = runFolder(join(folder.path, `fold-${fold}`)).of(model);
    const record = await readJson<TrainingRecord>(own.training);
    if (record) found.push({ fold, record, folder: own });
  }
  return found;
}

async function readTable<T>(path: string, rowOf: (row: Record<string, string>) => T): Promise<T[] | null> {
  const text = await readText(path);
  return text === undefined ? null : parseCsv(text).map(rowOf);
}

async function readStages(path: string): Promise<StageRow[] | null> {
  const stages = await readJson<unknown>(path);
  return Array.isArray(stages) ? stages.filter((one) => typeof one?.stage === 'string') : null;
}

function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
