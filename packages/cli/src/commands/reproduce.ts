import type { Command } from '../cli/command.ts';
import { openRun } from '../cli/open-run.ts';
import {
  CACHE,
  COMPUTING,
  DATA,
  engineChoice,
  MODEL,
  modelsOf,
  RECIPE_OPTIONS,
  RUN,
  required,
  text,
} from '../cli/options.ts';
import { openEngines } from '../engines/open-engines.ts';
import { hasImageNetWeights } from '../models/weights.ts';
import { wholeRun } from './whole-run.ts';

export const reproduce: Command = {
  options: {
    data: DATA,
    run: RUN,
    cache: CACHE,
    ...COMPUTING,
    model: { ...MODEL, help: `${MODEL.help} [all]` },
    ...RECIPE_OPTIONS,
  },
  example: 'ser reproduce --data RAVDESS --recipe published --weights imagenet',
  async run(command) {
    const { options, reporter } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const models = modelsOf(options);
    const { context, folder } = await openRun(data, 'published', command);
    const engines = await openEngines(engineChoice(options), reporter);
    if (text(options, 'weights') === undefined) {
      for (const { name, keras } of models) {
        if (keras === undefined || (await hasImageNetWeights(keras, context.cache))) continue;
        reporter.warn(
          `${name} starts from random weights, which is not what was published: the cache holds no ImageNet weights. ` +
            `\`ser download --weights\` fetches them, or say --weights imagenet.`,
        );
      }
    }
    return wholeRun(context, { folder, engines }, command);
  },
};
