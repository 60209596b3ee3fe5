import type { Command } from '../cli/command.ts';
import { CACHE, ENGINES, RUN, required, text } from '../cli/options.ts';
import { SerError } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { MODEL_NAMES, type ModelName, readModelNames } from '../models.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { runModels } from '../pipeline/run-models.ts';
import { createStageLog } from '../pipeline/stage-log.ts';
import type { TrainingRecord } from '../pipeline/train-model.ts';
import { type RunFolder, readConfiguration, readJson, runFolder } from '../run-folder.ts';

export const evaluate: Command = {
  options: {
    run: RUN,
    cache: CACHE,
    model: { ...ENGINES.model, help: `${ENGINES.model.help} [every trained one]` },
    engine: ENGINES.engine,
    backend: ENGINES.backend,
  },
  example: 'ser evaluate --run runs/RAVDESS --model VGG16',
  async run({ options, commandLine, reporter, signal, print, printJson }) {
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/RAVDESS.'));
    const configuration = await readConfiguration(folder);
    const asked = text(options, 'model');
    const models = asked === undefined ? await trainedModels(folder, configuration.identity) : readModelNames(asked);
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

/** The models of the run as it is configured now; a leftover of an earlier run in the same folder is not one of them. */
async function trainedModels(folder: RunFolder, identity: string): Promise<ModelName[]> {
  const records = await Promise.all(MODEL_NAMES.map((model) => readJson<TrainingRecord>(folder.of(model).training)));
  return MODEL_NAMES.filter((_, i) => records[i]?.identity === identity);
}
