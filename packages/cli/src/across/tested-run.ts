import { resolve } from 'node:path';
import type { Clip } from '../corpus/clip.ts';
import { type CorpusContents, readCorpus, uniqueNames } from '../corpus/read-corpus.ts';
import { SerError } from '../errors.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { isTrained, placesOf, trainedModels } from '../models/trained-models.ts';
import { readRun } from '../report/read-run.ts';
import type { ModelData } from '../report/run-data.ts';
import type { RunConfiguration } from '../run-configuration.ts';
import { type RunFolder, readConfiguration, runFolder } from '../run-folder.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** A run whose models are tested. */
export interface TestedRun {
  readonly name: string;
  readonly folder: RunFolder;
  readonly configuration: RunConfiguration;
  readonly places: readonly RunFolder[];
  readonly models: readonly (Model | null)[];
  /** What it predicted on its own test part. */
  readonly own: readonly ModelData[];
  /** The recordings that it was made from; null where they are gone. */
  readonly clips: readonly Clip[] | null;
}

/** A corpus to test on. */
export interface TestedCorpus {
  readonly name: string;
  readonly dir: string;
  readonly contents: CorpusContents;
}

/**
 * Opens the runs whose models are to be tested.
 *
 * @param asked The networks to test; undefined for all that a run has. The baseline goes along.
 * @throws {SerError} where a run has no model, or not one that is asked for.
 */
export async function openRuns(
  paths: readonly string[],
  asked: readonly Model[] | undefined,
  { reporter, signal }: { readonly reporter: Reporter; readonly signal: AbortSignal },
): Promise<TestedRun[]> {
  const folders = paths.map((path) => runFolder(path));
  const names = uniqueNames(folders.map(({ path }) => path));
  const runs: TestedRun[] = [];
  for (const folder of folders) {
    const configuration = await readConfiguration(folder);
    const places = await placesOf(folder);
    const trained = await trainedModels(folder);
    const missing = asked?.find((model) => !trained.some(({ name }) => name === model.name));
    if (missing)
      throw new SerError(
        `${folder.path} holds no finished training of ${missing.name}. Train it first: ser train --model ${missing.name}`,
      );
    const hasBaseline = await isTrained(BASELINE, places);
    const models = [...(asked ?? trained), ...(hasBaseline ? [null] : [])];
    if (models.length === 0)
      throw new SerError(
        `${folder.path} holds no trained model. Train one: ser train --data ${configuration.data} --run ${folder.path} --model VGG16`,
      );
    if (!hasBaseline)
      reporter.note(`${folder.path} holds no baseline: evaluate the run on its own test part to have one.`);
    const own = await readRun(folder).catch((error: unknown) => {
      if (error instanceof SerError) return { models: [] };
      throw error;
    });
    const contents = await readCorpus(configuration.source, { reporter, signal }).catch((error: unknown) => {
      if (error instanceof SerError) return null;
      throw error;
    });
    runs.push({
      name: names.get(folder.path)!,
      folder,
      configuration,
      places,
      models,
      own: own.models,
      clips: contents?.clips ?? null,
    });
  }
  return runs;
}

/** Whether a corpus is what a run was made from. */
export function isOwnCorpus({ configuration }: TestedRun, { dir }: TestedCorpus): boolean {
  const { dirs } = configuration.source;
  return dirs.length === 1 && resolve(dirs[0]!) === resolve(dir);
}

/** Names of the models that are tested. */
export function namesOf({ models }: TestedRun): string[] {
  return models.map((model) => model?.name ?? BASELINE);
}

/** What these models predicted on the test part of their run. */
export function ownOf(run: TestedRun): ModelData[] {
  const names = namesOf(run);
  return run.own.filter(({ model }) => names.includes(model));
}
