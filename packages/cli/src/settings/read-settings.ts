import { readFile } from 'node:fs/promises';
import { SerError, usageError } from '../errors.ts';
import { checkCombination, checkEffect } from './check-combination.ts';
import { didYouMean } from './nearest.ts';
import { RECIPES } from './recipes.ts';
import { DEFAULTS, SETTING_NAMES, SETTINGS, type SettingName, type Settings } from './settings.ts';

/** Where the settings of a run come from; later ones win. */
export interface SettingsSources {
  /** Name of a recipe, or path of a JSON file with some of its keys. */
  readonly recipe: string;
  /** `key=value` pairs; values are JSON, or plain words. */
  readonly set?: readonly string[];
  /** Options of the command line that are settings by themselves, such as `--seed`, as typed. */
  readonly options?: Readonly<Record<string, string | undefined>>;
}

/** Reads and checks the settings of a run; a wrong key, value or combination is refused by name. */
export async function readSettings({ recipe, set = [], options = {} }: SettingsSources): Promise<Settings> {
  const given = Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, readValue(value)]])),
  );
  const base = check(await readRecipe(recipe), `recipe ${recipe}`);
  const changed = { ...check(Object.fromEntries(set.map(readPair)), '--set'), ...check(given, 'the command line') };
  const fromRecipe = { ...DEFAULTS, ...base };
  const settings = { ...fromRecipe, ...changed };
  // A recipe must make sense alone; what the command line switches off in it is no mistake of the recipe's.
  checkEffect(base, fromRecipe, `recipe ${recipe}`);
  checkEffect(changed, settings, 'the command line');
  checkCombination(settings);
  return settings;
}

/** All settings of an earlier run, as they were written; a run of an older version knows fewer, and the new ones begin as what it did. */
export function checkSettings(values: Record<string, unknown>): Settings {
  const settings = { ...DEFAULTS, ...check(values, 'settings') };
  checkCombination(settings);
  return settings;
}

/** All settings of a recipe by name or file, as they stand when nothing is changed. */
export function readWholeRecipe(recipe: string): Promise<Settings> {
  return readSettings({ recipe });
}

async function readRecipe(recipe: string): Promise<Record<string, unknown>> {
  const known = Object.hasOwn(RECIPES, recipe) ? RECIPES[recipe] : undefined;
  if (known) return known.settings;
  if (!recipe.endsWith('.json')) {
    throw usageError(
      `There is no recipe "${recipe}"${didYouMean(recipe, Object.keys(RECIPES))} Choose from ${Object.keys(RECIPES).join(', ')}, or give the path of a .json file.`,
    );
  }
  try {
    const value: unknown = JSON.parse(await readFile(recipe, 'utf8'));
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      throw new TypeError('it must hold one JSON object');
    return value as Record<string, unknown>;
  } catch (cause) {
    throw new SerError(`Cannot read the recipe ${recipe}: ${(cause as Error).message}`, { cause, exitCode: 2 });
  }
}

function readPair(pair: string): [string, unknown] {
  const at = pair.indexOf('=');
  if (at < 1) throw usageError(`--set takes key=value, such as --set epochs=40; received "${pair}".`);
  const text = pair.slice(at + 1);
  const value = readValue(text);
  return [pair.slice(0, at), value === text && text.includes(',') ? text.split(',').map(readValue) : value];
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function check(values: Record<string, unknown>, where: string): Partial<Settings> {
  const checked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const setting = Object.hasOwn(SETTINGS, key) ? SETTINGS[key as SettingName] : undefined;
    if (!setting) {
      throw usageError(
        `${where}: there is no setting "${key}"${didYouMean(key, SETTING_NAMES)} \`ser recipes\` lists them all.`,
      );
    }
    const accepted = setting.accept(value);
    if (accepted === undefined)
      throw usageError(`${where}: ${key} must be ${setting.allowed}; received ${JSON.stringify(value)}.`);
    checked[key] = accepted;
  }
  return checked as Partial<Settings>;
}
