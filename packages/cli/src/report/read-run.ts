import { readFile } from 'node:fs/promises';
import type { Shape } from '@ser/files';
import * as v from 'valibot';
import { SerError } from '../errors.ts';
import { mapFromCsv } from '../evaluation/map/embedding-map.ts';
import { predictionsFromCsv } from '../evaluation/predictions.ts';
import { parseCsv } from '../files/csv.ts';
import { byModel } from '../models/find-models.ts';
import type { ModelName } from '../models/model.ts';
import { anyRecord, modelsIn, type RunFolder, readConfiguration, readJson, readRecord } from '../run-folder.ts';
import { type TrainingRecord, trainingRecord } from '../stages/train/training-record.ts';
import type { LeftOutRow, ModelData, RecordedRun, RunData, SplitRow, StageRow, TrainingCurves } from './run-data.ts';

const number = v.exactOptional(v.number());

/** A row of `stages.json`, as any version of the program wrote it. */
const stageRow: Shape<StageRow> = v.object({
  stage: v.string(),
  model: v.exactOptional(v.string()),
  items: number,
  computed: number,
  reused: number,
  seconds: number,
  peakMemoryMB: number,
});

/** `history.json`; JSON has no NaN. */
export const historyShape: Shape<TrainingCurves['history']> = v.record(
  v.string(),
  v.array(
    v.pipe(
      v.nullable(v.number()),
      v.transform((value) => value ?? Number.NaN),
    ),
  ),
);

/**
 * Reads all that a run folder holds for a report.
 *
 * @throws {SerError} where it holds no predictions of its present split and settings, or a damaged table.
 */
export async function readRun(folder: RunFolder): Promise<RunData> {
  const configuration: RecordedRun = await readConfiguration(folder);
  const models: ModelData[] = [];
  for (const model of (await modelsIn(folder)).sort(byModel)) {
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
    labels: configuration.labels,
    split: await readTable(
      folder.split,
      ({ file = '', speaker = '', label = '', part = '', fold = '', ...others }): SplitRow => ({
        file,
        speaker,
        label,
        part,
        fold,
        facets: Object.fromEntries(Object.entries(others).filter(([, value]) => value !== '')),
      }),
    ),
    leftOut:
      (await readTable(
        folder.leftOut,
        ({ path, reason }): LeftOutRow => ({ path: path ?? '', reason: reason ?? '' }),
      )) ?? [],
    stages: (await readJson(folder.stages, v.array(stageRow))) ?? null,
    models,
  };
}

async function readModel(model: ModelName, folder: RunFolder, identity: string): Promise<ModelData | undefined> {
  const own = folder.of(model);
  const text = await readText(own.predictions);
  if (text === undefined) return undefined;
  const { predictions } = predictionsFromCsv(text, own.predictions);
  const folds = [...new Set(predictions.flatMap(({ fold }) => fold ?? []))].sort((a, b) => a - b);
  // Of one split, the training stands beside the predictions; of folds, in a run folder each, `fold-<k>`.
  const places =
    folds.length === 0
      ? [{ fold: null, place: own }]
      : folds.map((fold) => ({ fold, place: folder.fold(fold).of(model) }));
  const vouching = folds.length === 0 ? own.training : own.folds;
  // A model of an earlier run in the same folder had another split or other settings: it does not compare.
  if ((await readRecord(vouching, anyRecord))?.identity !== identity) return undefined;
  const curves: TrainingCurves[] = [];
  const records: TrainingRecord[] = [];
  for (const { fold, place } of places) {
    const record = await readRecord(place.training, trainingRecord);
    if (record) records.push(record);
    const history = await readJson(place.history, historyShape);
    if (history) {
      const { bestEpoch, fineTuning } = record ?? {};
      curves.push({ fold, history, bestEpoch, fineTuningFrom: fineTuning?.firstEpoch });
    }
  }
  const { weights = null, backend = null } = records[0] ?? {};
  // Every fold describes all recordings.
  const { sameSound } = records[0] ?? {};
  const layerWeights = meanRow(records.flatMap((one) => (one.layerWeights ? [one.layerWeights] : [])));
  return {
    model,
    predictions,
    weights,
    backend,
    curves,
    map: mapFromCsv((await readText(own.map)) ?? ''),
    ...(layerWeights && { layerWeights }),
    ...(sameSound && { sameSound }),
  };
}

/** The mean over the folds; undefined where there is none. */
function meanRow(rows: readonly (readonly number[])[]): number[] | undefined {
  return rows[0]?.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
}

async function readTable<T>(path: string, rowOf: (row: Record<string, string>) => T): Promise<T[] | null> {
  const text = await readText(path);
  return text === undefined ? null : parseCsv(text).rows.map(rowOf);
}

function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
