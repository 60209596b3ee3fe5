import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../cli/command.ts';
import { CACHE, EARLIER_RUN, ENGINES, required, text } from '../cli/options.ts';
import { SerError } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { digest } from '../files/digest.ts';
import { MODEL_NAMES, type ModelName, readModelNames } from '../models.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { runModels } from '../pipeline/run-models.ts';
import { createStageLog } from '../pipeline/stage-log.ts';
import type { TrainingRecord } from '../pipeline/train-model.ts';
import { type RunFolder, readConfiguration, readJson, runFolder } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';

export const evaluate: Command = {
  options: {
    run: EARLIER_RUN,
    cache: CACHE,
    model: { ...ENGINES.model, help: `${ENGINES.model.help} [every trained one]` },
    engine: ENGINES.engine,
    backend: { ...ENGINES.backend, help: 'what runs the head: auto, gpu, node, webgpu, wasm or cpu [auto]' },
  },
  example: 'ser evaluate --run runs/RAVDESS --model VGG16',
  async run({ options, commandLine, reporter, signal, print, printJson }) {
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/RAVDESS.'));
    const configuration = await readConfiguration(folder);
    const asked = text(options, 'model');
    const models = asked === undefined ? await trainedModels(folder) : readModelNames(asked);
    if (models.length === 0)
      throw new SerError(
        `${folder.path} holds no trained model. Train one: ser train --data ${configuration.data} --run ${folder.path} --model VGG16`,
      );
    const { data, settings } = configuration;
    const engines = await openEngines(options, reporter);
    const cache = cacheFolder(text(options, 'cache'));
    const context = { data, cache, settings, command: commandLine, stages: createStageLog(cache), reporter, signal };
    const { evaluated, problems } = await runModels(context, {
      models,
      folder,
      engines,
      weights: undefined,
      steps: { train: false, evaluate: true },
      onEvaluated: ({ model, evaluation, caveat }) =>
        print(`\n${model}${caveat ? `\n${caveat}` : ''}\n\n${evaluation.text}`),
    });
    printJson({
      run: folder.path,
      results: evaluated.map(({ model, folder, evaluation }) => ({ model, folder: folder.path, ...evaluation.scores })),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter, folder);
  },
};

/**
 * The models of the run as it is configured now, in all its folds where it has some; a leftover of an earlier run in the
 * same folder is not one of them.
 */
async function trainedModels(folder: RunFolder): Promise<ModelName[]> {
  const { settings } = await readConfiguration(folder);
  const places = settings.fold === 'all' ? await foldsOf(folder, settings) : [folder];
  const trained = await Promise.all(
    places.map(async (place) => {
      const { identity } = await readConfiguration(place);
      const records = await Promise.all(MODEL_NAMES.map((model) => readJson<TrainingRecord>(place.of(model).training)));
      return MODEL_NAMES.filter((_, i) => records[i]?.identity === identity);
    }),
  );
  return MODEL_NAMES.filter((model) => trained.length > 0 && trained.every((models) => models.includes(model)));
}

/** The folders of a run's folds; one more of an earlier run, with other settings, is not among them. */
async function foldsOf(folder: RunFolder, settings: Settings): Promise<RunFolder[]> {
  const names = (await readdir(folder.path)).filter((name) => /^fold-\d+$/.test(name));
  const folds = names.map((name) => runFolder(join(folder.path, name)));
  const own = await Promise.all(
    folds.map(async (fold) => {
      const { settings: its } = await readConfiguration(fold);
      return digest({ ...its, fold: 'all' }) === digest(settings);
    }),
  );
  return folds.filter((_, i) => own[i]);
}
