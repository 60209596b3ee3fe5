import { digest } from '../files/digest.ts';
import { foldFolders, type RunFolder, readConfiguration, readRecord } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';
import { trainingRecord } from '../stages/train/training-record.ts';
import type { Model, ModelName } from './model.ts';
import { modelsOfRun } from './models-of-run.ts';

/**
 * The models of the run as it is configured now, in all its folds where it has some; a leftover of an earlier run in the
 * same folder is not one of them.
 */
export async function trainedModels(folder: RunFolder): Promise<Model[]> {
  const places = await placesOf(folder);
  const trained: Model[] = [];
  for (const model of await modelsOfRun(places[0] ?? folder))
    if (await isTrained(model.name, places)) trained.push(model);
  return trained;
}

/** Whether a model of that name is trained in all of these run folders, as each is configured now. */
export async function isTrained(name: ModelName, places: readonly RunFolder[]): Promise<boolean> {
  const each = places.map(async (place) => {
    const { identity } = await readConfiguration(place);
    return (await readRecord(place.of(name).training, trainingRecord))?.identity === identity;
  });
  return places.length > 0 && (await Promise.all(each)).every(Boolean);
}

/** Where the models of a run lie: its folder, or those of its folds. */
export async function placesOf(folder: RunFolder): Promise<RunFolder[]> {
  const { settings } = await readConfiguration(folder);
  return settings.fold === 'all' ? await foldsOf(folder, settings) : [folder];
}

/** The folders of a run's folds; one more of an earlier run, with other settings, is not among them. */
async function foldsOf(folder: RunFolder, settings: Settings): Promise<RunFolder[]> {
  const folds = await foldFolders(folder);
  const own = await Promise.all(
    folds.map(async (fold) => {
      const { settings: its } = await readConfiguration(fold);
      return digest({ ...its, fold: 'all' }) === digest(settings);
    }),
  );
  return folds.filter((_, i) => own[i]);
}
