import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as v from 'valibot';
import type { OptionValues } from '../cli/command.ts';
import { engineChoice, refuseForBaseline, required, text } from '../cli/options.ts';
import { openEngines } from '../engines/open-engines.ts';
import { SerError, usageError } from '../errors.ts';
import { calibrationShape } from '../evaluation/calibration.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { digest } from '../files/digest.ts';
import { encoderModel } from '../models/encoder-model.ts';
import { findModel } from '../models/find-models.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { isNetworkSource } from '../models/network-source.ts';
import { readConfiguration, readJson, runFolder } from '../run-folder.ts';
import { checkSettings } from '../settings/read-settings.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { baselineFile, readBaseline } from '../stages/baseline/baseline-file.ts';
import { readTraining, type SavedModel } from '../stages/evaluate/open-classifier.ts';
import type { Reporter } from '../terminal/reporter.ts';
import { chooseModel } from './choose-model.ts';
import { openBaseline, openBaselineForWindows } from './open-baseline.ts';
import { openPredictor, type Predictor } from './open-predictor.ts';
import { openWindowPredictor, type WindowPredictor } from './open-window-predictor.ts';

/** A trained model that predicts: one of a run, or a classifier's folder by itself. */
export interface AskedModel {
  readonly name: string;
  /** Folder of the run, or of the classifier. */
  readonly place: string;
  readonly settings: Settings;
  readonly synthetic: boolean;
  /** Where the backbone's weights come from; `none` for the baseline. */
  readonly weights: string;
  /** How it takes a recording: by its start, in windows, or as a whole. */
  readonly clips: Settings['clips'] | 'whole';
  /** Seconds from the start that its score is about, where it was scored on starts alone. */
  readonly scoredStart: number | undefined;
  /** Tells it from models of other runs. */
  readonly identity: string;
  /** Loads it, ready for files. */
  readonly open: (context: OpenContext) => Promise<Predictor>;
  /** Loads it, ready for stretches of sound. */
  readonly openForWindows: (context: OpenContext) => Promise<WindowPredictor>;
}

interface OpenContext {
  readonly options: OptionValues;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/**
 * Finds the model that a command line asks for: by `--run`, and `--model` where the run has several; or by `--model` with the
 * folder of a classifier alone, whose backbone is known by what the classifier says of it, or named by `--weights`.
 *
 * @throws {SerError} where there is none, with what to write.
 */
export async function findAsked(options: OptionValues): Promise<AskedModel> {
  const asked = text(options, 'model');
  const named = text(options, 'weights');
  if (text(options, 'run') === undefined && asked !== undefined) {
    const classifier = await classifierIn(asked);
    if (classifier !== undefined) return classifierAlone(classifier, options);
  }
  const folder = runFolder(
    required(
      options,
      'run',
      'name the run folder, such as --run runs/demo, or a classifier by --model runs/demo/VGG16/classifier.',
    ),
  );
  const { settings, synthetic, identity } = await readConfiguration(folder);
  const model = await chooseModel(options, folder);
  if (model === BASELINE) refuseForBaseline(options);
  const name = model === BASELINE ? BASELINE : model.name;
  const own = folder.of(name);
  const { weights, calibration, lowestRate } = await readTraining({ name }, { folder: own, identity });
  const record = { weights: named ?? weights, calibration, lowestRate };
  return asAsked(model, { classifier: own.classifier, record }, { place: folder.path, settings, synthetic, identity });
}

/** The folder of a classifier, where a name is one or holds one as a model's folder of a run does. */
export async function classifierIn(path: string): Promise<string | undefined> {
  const files = ['classifier.json', basename(baselineFile(''))];
  for (const folder of [path, join(path, 'classifier')]) {
    for (const file of files) {
      if (await isFile(join(folder, file))) return resolve(folder);
    }
  }
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

/** What a classifier's folder says of itself, by which it can be used without its run; the settings are checked as a run's are. */
const descriptionShape = v.looseObject({
  preprocessing: v.optional(
    v.looseObject({
      model: v.optional(v.string()),
      weights: v.optional(v.string()),
      synthetic: v.optional(v.boolean()),
      calibration: v.optional(calibrationShape),
      lowestRate: v.optional(v.pipe(v.number(), v.minValue(0))),
    }),
    {},
  ),
});

async function classifierAlone(classifier: string, options: OptionValues): Promise<AskedModel> {
  const file = join(classifier, 'classifier.json');
  const description = await readJson(file, descriptionShape);
  if (description === undefined) {
    if (await isFile(file)) {
      throw new SerError(`${file} does not describe a classifier: it was cut off or changed. Save or train it again.`);
    }
    refuseForBaseline(options);
    const { calibration, lowestRate, synthetic } = await readBaseline(classifier);
    const identity = digest(await readFile(baselineFile(classifier), 'utf8'));
    const saved: SavedModel = { classifier, record: { weights: 'none', calibration, lowestRate } };
    return asAsked(BASELINE, saved, { place: classifier, settings: DEFAULTS, synthetic, identity });
  }
  const { model: name, weights, synthetic, calibration, lowestRate, ...others } = description.preprocessing;
  if (name === undefined || weights === undefined || calibration === undefined) {
    throw new SerError(
      `${classifier} does not say which model it is of: an older version saved it. Name its run instead: --run ${dirname(dirname(classifier))} --model ${basename(dirname(classifier))}.`,
    );
  }
  const source = text(options, 'weights') ?? weights;
  const model = findModel(name) ?? (isNetworkSource(source) ? encoderModel(source) : undefined);
  if (model === undefined) {
    throw usageError(
      `${classifier} is of the network ${name}. Say where that lies: --weights DIR, owner/name or FILE.onnx.`,
    );
  }
  return asAsked(
    model,
    { classifier, record: { weights: source, calibration, lowestRate: lowestRate ?? 0 } },
    {
      place: classifier,
      settings: checkSettings(
        Object.fromEntries(Object.entries(others).filter(([key]) => Object.hasOwn(DEFAULTS, key))),
      ),
      synthetic: synthetic ?? false,
      identity: digest(description),
    },
  );
}

function asAsked(
  model: Model | typeof BASELINE,
  saved: SavedModel,
  about: Pick<AskedModel, 'place' | 'settings' | 'synthetic' | 'identity'>,
): AskedModel {
  const { settings } = about;
  const { weights } = saved.record;
  if (model === BASELINE) {
    return {
      ...about,
      name: BASELINE,
      weights,
      clips: 'whole',
      scoredStart: undefined,
      open: (context) => openBaseline(saved, context),
      openForWindows: () => openBaselineForWindows(saved),
    };
  }
  const opening = async ({ options, reporter, signal }: OpenContext) => {
    const { engine } = await openEngines(engineChoice(options), reporter);
    return [engine, { settings, cache: cacheFolder(text(options, 'cache')), reporter, signal }] as const;
  };
  return {
    ...about,
    name: model.name,
    weights,
    clips: settings.clips,
    scoredStart: settings.clips === 'start' ? settings.duration : undefined,
    open: async (context) => openPredictor(model, saved, ...(await opening(context))),
    openForWindows: async (context) => openWindowPredictor(model, saved, ...(await opening(context))),
  };
}
