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
  required,
  text,
} from '../cli/options.ts';
import { openEngines } from '../engines/open-engines.ts';
import { SerError } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { digest } from '../files/digest.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { modelsOfRun } from '../models/models-of-run.ts';
import { isNetworkSource } from '../models/network-source.ts';
import { evaluatePretrained } from '../pretrained/evaluate-pretrained.ts';
import { findRecord, foldFolders, type RunFolder, readConfiguration, readRecord, runFolder } from '../run-folder.ts';
import type { Settings } from '../settings/settings.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { createStageLog } from '../stages/log/stage-log.ts';
import { runModels } from '../stages/run.ts';
import type { TrainingRecord } from '../stages/train/train-model.ts';

export const evaluate: Command = {
  options: {
    run: EARLIER_RUN,
    data: { type: 'string', value: 'DIR', help: 'with --model DIR or owner/name: folder of recordings, in any layout' },
    'label-map': {
      type: 'string',
      value: 'FILE',
      help: 'with --data: JSON object from classes of the model to classes of the corpus [the same names]',
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
    if (asked !== undefined && text(options, 'run') === undefined && isNetworkSource(asked)) {
      const data = required(options, 'data', 'name the folder of recordings, such as --data RAVDESS.');
      return evaluatePretrained({ source: asked, data, labelMap: text(options, 'label-map') }, command);
    }
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/RAVDESS.'));
    const configuration = await readConfiguration(folder);
    const models = asked === undefined ? await trainedModels(folder) : modelsBesideBaseline(options);
    if (models.length === 0 && asked === undefined && !(await findRecord(folder.of(BASELINE).training)))
      throw new SerError(
        `${folder.path} holds no trained model. Train one: ser train --data ${configuration.data} --run ${folder.path} --model VGG16`,
      );
    const { source, settings } = configuration;
    const engines = await openEngines(engineChoice(options), reporter);
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

/**
 * The models of the run as it is configured now, in all its folds where it has some; a leftover of an earlier run in the
 * same folder is not one of them.
 */
async function trainedModels(folder: RunFolder): Promise<Model[]> {
  const { settings } = await readConfiguration(folder);
  const places = settings.fold === 'all' ? await foldsOf(folder, settings) : [folder];
  const isTrained = async ({ name }: Model, place: RunFolder): Promise<boolean> => {
    const { identity } = await readConfiguration(place);
    return (await readRecord<TrainingRecord>(place.of(name).training))?.identity === identity;
  };
  const trained: Model[] = [];
  for (const model of await modelsOfRun(places[0] ?? folder)) {
    const everywhere = await Promise.all(places.map((place) => isTrained(model, place)));
    if (everywhere.length > 0 && everywhere.every(Boolean)) trained.push(model);
  }
  return trained;
}

/** The folders of a run's folds; one more of an earlier run, with other settings, is not among them. */
async function foldsOf(folder: RunFolder, settings: Settings): Promise<RunFolder[]> {
  const folds = await foldFolders(folder);
  const own = await Promise.all(
    folds.map(async (fold) => {
      const { settings: its } = await readConfiguration(fold);
      return digest({ ...its, fold: 'all' }) === digest(settings);
    }),
  );
  return folds.filter((_, i) => own[i]);
}
