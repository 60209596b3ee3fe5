import type { Command } from '../cli/command.ts';
import { CACHE, DATA, ENGINES, RECIPE_OPTIONS, RUN, required, text } from '../cli/options.ts';
import { MODEL_NAMES, MODELS, readModelNames } from '../models.ts';
import { openEngines } from '../pipeline/engines.ts';
import { openRun } from '../pipeline/open-run.ts';
import { hasImageNetWeights } from '../pipeline/weights.ts';
import { wholeRun } from './whole-run.ts';

export const reproduce: Command = {
  options: {
    data: DATA,
    run: RUN,
    cache: CACHE,
    ...ENGINES,
    model: { ...ENGINES.model, help: `${ENGINES.model.help} [all]` },
    ...RECIPE_OPTIONS,
  },
  example: 'ser reproduce --data RAVDESS --recipe published --weights imagenet',
  async run(command) {
    const { options, reporter } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const models = readModelNames(text(options, 'model') ?? MODEL_NAMES.join());
    const { context, folder } = await openRun(data, 'published', command);
    const engines = await openEngines(options, reporter);
    if (text(options, 'weights') === undefined) {
      for (const model of models) {
        if (await hasImageNetWeights(MODELS[model].backbone, context.cache)) continue;
        reporter.warn(
          `${model} starts from random weights, which is not what was published: the cache holds no ImageNet weights. ` +
            `\`ser download --weights\` fetches them, or say --weights imagenet.`,
        );
      }
    }
    return wholeRun(context, { folder, engines }, command);
  },
};
