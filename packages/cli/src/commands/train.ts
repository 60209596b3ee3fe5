import type { Command, CommandContext } from '../cli/command.ts';
import { followUp } from '../cli/command-line.ts';
import { openRun } from '../cli/open-run.ts';
import {
  CACHE,
  COMPUTING,
  DEFAULT_RECIPE,
  engineChoice,
  modelsBesideBaseline,
  OVERWRITE,
  RECIPE_OPTIONS,
  RUN,
  required,
  text,
} from '../cli/options.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { openEngines } from '../engines/open-engines.ts';
import { openLiveView, showInBrowser } from '../live/open-live-view.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import type { PipelineContext } from '../stages/prepare/prepare.ts';
import { runModels } from '../stages/run.ts';

export const train: Command = {
  options: {
    ...CORPUS_OPTIONS,
    run: RUN,
    overwrite: OVERWRITE,
    cache: CACHE,
    'log-dir': {
      type: 'string',
      value: 'DIR',
      help: 'write the figures of each epoch there: for TensorBoard, and as JSON',
    },
    open: { type: 'boolean', help: 'show progress and learning curves on a page of this machine, while it trains' },
    ...COMPUTING,
    ...RECIPE_OPTIONS,
  },
  example: 'ser train --data RAVDESS --model VGG16 --recipe published --weights imagenet',
  async run(command) {
    if (command.options.open !== true) return trainAll(command);
    const { commandLine, reporter } = command;
    const live = await openLiveView(commandLine, reporter);
    reporter.note(`Follow it at ${live.url} while it trains; nobody but this machine can.`);
    showInBrowser(live.url);
    try {
      return await trainAll({ ...command, reporter: live.reporter }, live.sink);
    } finally {
      live.close();
    }
  },
};

async function trainAll(command: CommandContext, followTraining?: PipelineContext['followTraining']): Promise<number> {
  const { options, reporter, print, printJson } = command;
  const source = await readCorpusSource(options);
  required(options, 'model', 'name the model to train, such as --model VGG16, or --model all.');
  const models = modelsBesideBaseline(options);
  const weights = text(options, 'weights');
  const { context, folder } = await openRun(source, DEFAULT_RECIPE, command, models);
  const engines = await openEngines(engineChoice(options), reporter, models);
  const { trained, problems } = await runModels(
    { ...context, ...(followTraining && { followTraining }) },
    {
      models,
      folder,
      engines,
      weights,
      overwrite: options.overwrite === true,
      steps: { train: true, evaluate: false },
      onTrained: ({ model, folder, record, fold }) =>
        print(
          `${model.name}${fold === null ? '' : `, fold ${fold}`}: ${record.epochs === 0 ? `trained on ${record.examples.train} recordings` : `${record.epochs} epochs, best at ${record.bestEpoch + 1}`}; ${folder.path}`,
        ),
    },
  );
  print(`Next: ${followUp('evaluate', { run: folder.path, cache: options.cache })}`);
  printJson({
    run: folder.path,
    trained: trained.map(({ model, folder, record, fold }) => ({
      model: model.name,
      ...(fold !== null && { fold }),
      folder: folder.path,
      ...record,
    })),
    leftOut: problems,
  });
  return reportLeftOut(problems, reporter, folder);
}
