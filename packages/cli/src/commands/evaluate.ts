import { runAcross } from '../across/run-across.ts';
import type { Command } from '../cli/command.ts';
import {
  BACKEND,
  CACHE,
  DEVICE,
  EARLIER_RUN,
  ENGINE,
  engineChoice,
  MODEL,
  modelsBesideBaseline,
  repeated,
  text,
} from '../cli/options.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { openEngines } from '../engines/open-engines.ts';
import { SerError, usageError } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { BASELINE } from '../models/models.ts';
import { isNetworkSource } from '../models/network-source.ts';
import { trainedModels } from '../models/trained-models.ts';
import { evaluatePretrained } from '../pretrained/evaluate-pretrained.ts';
import { anyRecord, findRecord, readConfiguration, runFolder } from '../run-folder.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { createStageLog } from '../stages/log/stage-log.ts';
import { runModels } from '../stages/run.ts';

export const evaluate: Command = {
  options: {
    run: { ...EARLIER_RUN, multiple: true, help: `${EARLIER_RUN.help}; several with --data make a matrix` },
    ...CORPUS_OPTIONS,
    data: {
      ...CORPUS_OPTIONS.data,
      help: 'another corpus to test on, in any layout; several are tested each by itself [the test part of the run]',
    },
    'label-map': {
      ...CORPUS_OPTIONS['label-map'],
      help: `${CORPUS_OPTIONS['label-map'].help}, of corpora and runs alike; with a published classifier, JSON from its classes to those of the corpus`,
    },
    out: {
      type: 'string',
      value: 'DIR',
      help: 'with --data: folder for the results [across/ in the first run folder]',
    },
    cache: CACHE,
    model: { ...MODEL, help: `${MODEL.help} [every trained one]` },
    engine: ENGINE,
    backend: { ...BACKEND, help: BACKEND.help.replace('what trains', 'what runs the head') },
    device: DEVICE,
  },
  example: 'ser evaluate --run runs/RAVDESS --model VGG16',
  async run(command) {
    const { options, commandLine, reporter, signal, print, printJson } = command;
    const asked = text(options, 'model');
    const runs = repeated(options, 'run');
    if (runs.includes('')) throw usageError('--run needs a value.');
    if (runs.length === 0 && asked !== undefined && isNetworkSource(asked)) {
      const { 'label-map': labelMap, ...others } = options;
      return evaluatePretrained(
        { source: asked, corpus: await readCorpusSource(others), labelMap: text(options, 'label-map') },
        command,
      );
    }
    if (runs.length === 0) throw usageError('--run is missing: name the run folder, such as --run runs/RAVDESS.');
    if (repeated(options, 'data').length > 0) return runAcross(command);
    const useless = Object.keys({ ...CORPUS_OPTIONS, out: 0 }).find((name) => options[name] !== undefined);
    if (useless !== undefined || runs.length > 1)
      throw usageError(
        `${useless === undefined ? 'Several --run' : `--${useless}`} goes with --data, the corpus to test on; without it ser evaluate takes one run and its own test part.`,
      );
    const folder = runFolder(runs[0]!);
    const configuration = await readConfiguration(folder);
    const models = asked === undefined ? await trainedModels(folder) : modelsBesideBaseline(options);
    if (models.length === 0 && asked === undefined && !(await findRecord(folder.of(BASELINE).training, anyRecord)))
      throw new SerError(
        `${folder.path} holds no trained model. Train one: ser train --data ${configuration.data} --run ${folder.path} --model VGG16`,
      );
    const { source, settings } = configuration;
    const engines = await openEngines(engineChoice(options), reporter, models);
    const cache = cacheFolder(text(options, 'cache'));
    const context = { source, cache, settings, command: commandLine, stages: createStageLog(cache), reporter, signal };
    const { evaluated, problems } = await runModels(context, {
      models,
      folder,
      engines,
      weights: undefined,
      steps: { train: false, evaluate: true },
      onEvaluated: ({ model, evaluation, caveats }) =>
        print(`\n${[model.name, ...caveats].join('\n')}\n\n${evaluation.text}`),
    });
    printJson({
      run: folder.path,
      results: evaluated.map(({ model, folder, evaluation }) => ({
        model: model.name,
        folder: folder.path,
        ...evaluation.scores,
      })),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter, folder);
  },
};
