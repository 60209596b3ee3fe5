import type { Command } from '../cli/command.ts';
import { openRun } from '../cli/open-run.ts';
import {
  CACHE,
  COMPUTING,
  DEFAULT_RECIPE,
  engineChoice,
  MODEL,
  modelsBesideBaseline,
  OVERWRITE,
  RECIPE_OPTIONS,
  RUN,
  text,
} from '../cli/options.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { openEngines } from '../engines/open-engines.ts';
import { hasImageNetWeights } from '../models/weights.ts';
import { wholeRun } from './whole-run.ts';

export const reproduce: Command = {
  options: {
    ...CORPUS_OPTIONS,
    run: RUN,
    overwrite: OVERWRITE,
    cache: CACHE,
    ...COMPUTING,
    model: { ...MODEL, help: `${MODEL.help} [all]` },
    ...RECIPE_OPTIONS,
  },
  example: 'ser reproduce --data RAVDESS --recipe published --weights imagenet',
  async run(command) {
    const { options, reporter } = command;
    const source = await readCorpusSource(options);
    const models = modelsBesideBaseline(options);
    const { context, folder } = await openRun(source, DEFAULT_RECIPE, command, models);
    const engines = await openEngines(engineChoice(options), reporter, models);
    if (text(options, 'weights') === undefined) {
      const random: string[] = [];
      for (const { name, keras } of models)
        if (keras !== undefined && !(await hasImageNetWeights(keras, context.cache))) random.push(name);
      if (random.length > 0)
        reporter.warn(
          `No ImageNet weights are in the cache: ${random.join(', ')} start from random ones, which know nothing of images. ` +
            '`ser download --weights` fetches them, or say --weights imagenet.',
        );
    }
    return wholeRun(context, { folder, engines }, command);
  },
};
