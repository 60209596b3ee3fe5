import type { Command } from '../cli/command.ts';
import { commandLine } from '../cli/command-line.ts';
import { CACHE, DATA, ENGINES, RECIPE_OPTIONS, RUN, required, text } from '../cli/options.ts';
import { readModelNames } from '../models.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { openRun } from '../pipeline/open-run.ts';
import { runModels } from '../pipeline/run-models.ts';

export const train: Command = {
  options: { data: DATA, run: RUN, cache: CACHE, ...ENGINES, ...RECIPE_OPTIONS },
  example: 'ser train --data RAVDESS --model VGG16 --recipe published --weights imagenet',
  async run(command) {
    const { options, reporter, print, printJson } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const models = readModelNames(
      required(options, 'model', 'name the model to train, such as --model VGG16, or --model all.'),
    );
    const weights = text(options, 'weights');
    const { context, folder } = await openRun(data, 'published', command);
    const engines = await openEngines(options, reporter);
    const { trained, problems } = await runModels(context, {
      models,
      folder,
      engines,
      weights,
      steps: { train: true, evaluate: false },
      onTrained: ({ model, folder, record, fold }) =>
        print(
          `${model}${fold === null ? '' : `, fold ${fold}`}: ${record.epochs} epochs, best at ${record.bestEpoch + 1}; ${folder.path}`,
        ),
    });
    const cache = text(options, 'cache');
    const next = ['evaluate', '--run', folder.path, ...(cache === undefined ? [] : ['--cache', cache])];
    print(`Next: ser ${commandLine(next)}`);
    printJson({
      run: folder.path,
      trained: trained.map(({ model, folder, record, fold }) => ({
        model,
        ...(fold !== null && { fold }),
        folder: folder.path,
        ...record,
      })),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter, folder);
  },
};
