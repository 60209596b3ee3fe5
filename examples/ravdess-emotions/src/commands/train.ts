import type { Command } from '../cli/command.ts';
import { CACHE, DATA, ENGINES, RUN, required, SETTINGS, text } from '../cli/options.ts';
import { readModelNames } from '../models.ts';
import { embedCorpus } from '../pipeline/embed-corpus.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { openRun } from '../pipeline/open-run.ts';
import { prepare } from '../pipeline/prepare.ts';
import { startRun } from '../pipeline/start-run.ts';
import { trainModel } from '../pipeline/train-model.ts';

export const train: Command = {
  options: { data: DATA, run: RUN, cache: CACHE, ...ENGINES, ...SETTINGS },
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
    const prepared = await prepare(context);
    const { synthetic } = await startRun(folder, prepared, engines, weights, context);
    const trained = [];
    for (const model of models) {
      const embedded = await embedCorpus(
        model,
        prepared,
        ['train', 'validation', 'test'],
        { weights, engine: engines.engine },
        context,
      );
      const record = await trainModel(
        model,
        { prepared, embedded, folder: folder.of(model), engines, synthetic },
        context,
      );
      trained.push({ model, folder: folder.of(model).path, ...record });
      print(`${model}: ${record.epochs} epochs, best at ${record.bestEpoch + 1}; ${folder.of(model).path}`);
    }
    print(`Next: ser evaluate --run ${folder.path}`);
    printJson({ run: folder.path, trained, leftOut: prepared.problems });
    return reportLeftOut(prepared.problems, reporter, folder);
  },
};
