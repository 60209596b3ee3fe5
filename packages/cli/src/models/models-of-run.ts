import { modelsIn, type RunFolder, readRecord } from '../run-folder.ts';
import { trainingRecord } from '../stages/train/training-record.ts';
import { encoderModel } from './encoder-model.ts';
import { byModel, findModel } from './find-models.ts';
import type { Model } from './model.ts';
import { isNetworkSource } from './network-source.ts';

/** The models that a run folder holds a training of; a speech encoder is known by where its weights came from. */
export async function modelsOfRun(folder: RunFolder): Promise<Model[]> {
  const models: Model[] = [];
  for (const name of (await modelsIn(folder)).sort(byModel)) {
    const record = await readRecord(folder.of(name).training, trainingRecord);
    if (!record) continue;
    const model = findModel(name) ?? (isNetworkSource(record.weights) ? encoderModel(record.weights) : undefined);
    if (model) models.push(model);
  }
  return models;
}
