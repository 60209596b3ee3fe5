import { BACKEND_CHOICES, DEVICE_CHOICES, ENGINE_CHOICES, type EngineChoice } from '../engines/open-engines.ts';
import { usageError } from '../errors.ts';
import { MODEL_NAMES, readModels } from '../models/find-models.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { didYouMean } from '../settings/nearest.ts';
import { RECIPES } from '../settings/recipes.ts';
import { SETTING_NAMES, SETTINGS } from '../settings/settings.ts';
import type { Option, OptionValues } from './command.ts';

/** Where things lie. */
export const CACHE: Option = {
  type: 'string',
  value: 'DIR',
  help: 'where features, embeddings and weights are kept between runs [SER_CACHE, else the system’s cache folder]',
};
export const RUN: Option = { type: 'string', value: 'DIR', help: 'run folder [runs/ and the name of the data folder]' };
export const OVERWRITE: Option = {
  type: 'boolean',
  help: 'replace a finished run of other settings in the same folder',
};
/** For the commands that go on with a run. */
export const EARLIER_RUN: Option = { type: 'string', value: 'DIR', help: 'run folder that ser train has made' };

export const SHARD: Option = {
  type: 'string',
  value: 'I/N',
  help: 'do only the I-th of N shares of the work, from 1/N to N/N; ser merge checks that none is missing',
};

/** The recipe of a run that names none. */
export const DEFAULT_RECIPE = 'published';

/** The help of `--recipe` where one recipe is the default. */
export function recipeHelp(name: string): string {
  return `set of settings: ${Object.keys(RECIPES).join(', ')}, or a .json file [${name}]`;
}

/** What decides a result: a recipe, single settings, and those settings that are options by themselves. */
export const RECIPE_OPTIONS: Readonly<Record<string, Option>> = {
  recipe: {
    type: 'string',
    value: 'NAME|FILE',
    help: recipeHelp(DEFAULT_RECIPE),
    choices: Object.keys(RECIPES),
  },
  set: {
    type: 'string',
    multiple: true,
    value: 'KEY=VALUE',
    help: 'change one setting of the recipe; may be repeated (see ser recipes)',
    choices: SETTING_NAMES.map((name) => `${name}=`),
  },
  ...Object.fromEntries(
    SETTING_NAMES.flatMap((name): [string, Option][] => {
      const { option, help, allowed } = SETTINGS[name];
      return option === undefined ? [] : [[name, { type: 'string', value: option, help: `${help} (${allowed})` }]];
    }),
  ),
};

/** Which models. */
export const MODEL: Option = {
  type: 'string',
  value: 'NAME',
  help: `${MODEL_NAMES.join(', ')}, several separated by commas, all, or ${BASELINE}; or a speech encoder: its folder, or owner/name on the hub`,
  choices: [...MODEL_NAMES, BASELINE, 'all'],
};

/** What computes. */
export const ENGINE: Option = {
  type: 'string',
  value: 'NAME',
  help: `what computes embeddings: ${ENGINE_CHOICES.join(', ')} [auto]; ser doctor tells which work here`,
  choices: ENGINE_CHOICES,
};
export const BACKEND: Option = {
  type: 'string',
  value: 'NAME',
  help: `what trains: ${BACKEND_CHOICES.join(', ')} [auto]; ser doctor tells which work here`,
  choices: BACKEND_CHOICES,
};

export const DEVICE: Option = {
  type: 'string',
  value: 'NAME',
  help: `what ONNX Runtime computes on, for both; used or refused: ${DEVICE_CHOICES.join(', ')} [cpu]`,
};

/** Models, their weights, and what computes. */
export const COMPUTING = {
  model: MODEL,
  weights: {
    type: 'string',
    value: 'KIND|PATH',
    help: 'random, imagenet (downloads them), or a folder or file of Keras .h5 weights [those in the cache, else random]',
  },
  engine: ENGINE,
  backend: BACKEND,
  device: DEVICE,
} as const satisfies Record<string, Option>;

/** What `--weights` means where a model is trained already. */
export const TRAINED_WEIGHTS = {
  ...COMPUTING.weights,
  help: 'the backbone that the classifier stands on, where it has moved: a folder, a file, random or imagenet [as it was trained]',
};

/** Reads what is to compute. */
export function engineChoice(options: OptionValues): EngineChoice {
  return {
    engine: choice(options, 'engine', ENGINE_CHOICES) ?? 'auto',
    backend: choice(options, 'backend', BACKEND_CHOICES) ?? 'auto',
    device: choice(options, 'device', DEVICE_CHOICES),
  };
}

/** Reads the networks that were asked for; all where none was. */
export function modelsOf(options: OptionValues): Model[] {
  const models = modelsBesideBaseline(options);
  if (models.length > 0) return models;
  throw usageError(
    `--model ${BASELINE}: that is the baseline, which has no network and no weights. Name one of ${MODEL_NAMES.join(', ')}.`,
  );
}

/**
 * Reads the networks to train or test beside the baseline; none where it was asked for alone.
 *
 * @throws {SerError} where the baseline was asked for alone, with an option that is about networks.
 */
export function modelsBesideBaseline(options: OptionValues): Model[] {
  const models = readModels(text(options, 'model') ?? 'all');
  if (models.length === 0) refuseForBaseline(options);
  return models;
}

/** What a network alone takes is refused where there is none, for it would do nothing. */
export function refuseForBaseline(options: OptionValues): void {
  const useless = ['weights', 'engine', 'backend', 'device'].find((name) => text(options, name) !== undefined);
  if (useless === undefined) return;
  throw usageError(
    `--${useless} goes with a network, and ${BASELINE} is none: it has no backbone, and this program computes it itself. Leave --${useless} out.`,
  );
}

/** The text of an option, or undefined. */
export function text(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') throw usageError(`--${name} needs a value.`);
  return value;
}

/** The text of an option that must be given. */
export function required(options: OptionValues, name: string, what: string): string {
  const value = text(options, name);
  if (value === undefined) throw usageError(`--${name} is missing: ${what}`);
  return value;
}

/** One of some words, or undefined. */
export function choice<const T extends string>(
  options: OptionValues,
  name: string,
  values: readonly T[],
): T | undefined {
  const value = text(options, name);
  if (value === undefined) return undefined;
  const found = values.find((known) => known === value);
  if (!found)
    throw usageError(`--${name} must be one of ${values.join(', ')}; received "${value}"${didYouMean(value, values)}`);
  return found;
}

/** A whole number from a closed range, or undefined. */
export function wholeNumber(
  options: OptionValues,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  const given = text(options, name);
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!Number.isInteger(value) || value < min || value > max)
    throw usageError(`--${name} must be a whole number from ${min} to ${max}; received "${given}".`);
  return value;
}

/** The settings that are options by themselves, as typed. */
export function settingOptions(options: OptionValues): Record<string, string | undefined> {
  return Object.fromEntries(
    SETTING_NAMES.filter((name) => SETTINGS[name].option !== undefined).map((name) => [name, text(options, name)]),
  );
}

/** All values of an option that may be repeated. */
export function repeated(options: OptionValues, name: string): readonly string[] {
  const value = options[name];
  return Array.isArray(value) ? value : [];
}
