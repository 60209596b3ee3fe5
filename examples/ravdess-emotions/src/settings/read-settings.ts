import { readFile } from 'node:fs/promises';
import { SerError, usageError } from '../errors.ts';
import { RECIPES } from './recipes.ts';
import { DEFAULTS, KNOBS, type Settings } from './settings.ts';

/** Where the settings of a run come from; later ones win. */
export interface SettingsSources {
  /** Name of a recipe, or path of a JSON file with some of its keys. */
  readonly recipe: string;
  /** `key=value` pairs; values are JSON, or plain words. */
  readonly set?: readonly string[];
  /** Options of the command line that are knobs by themselves, such as `--seed`. */
  readonly options?: Partial<Settings>;
}

/** Reads and checks the settings of a run; a wrong key or value is refused by name. */
export async function readSettings({ recipe, set = [], options = {} }: SettingsSources): Promise<Settings> {
  const settings = {
    ...DEFAULTS,
    ...check(await readRecipe(recipe), `recipe ${recipe}`),
    ...check(Object.fromEntries(set.map(readPair)), '--set'),
    ...check(
      Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
      'the command line',
    ),
  };
  if (settings.fMin >= settings.fMax)
    throw usageError(`fMin (${settings.fMin} Hz) must lie below fMax (${settings.fMax} Hz).`);
  if (settings.fMax > settings.sampleRate / 2) {
    throw usageError(`fMax (${settings.fMax} Hz) must not exceed half the sampleRate (${settings.sampleRate / 2} Hz).`);
  }
  if (settings.fold >= settings.folds)
    throw usageError(`fold (${settings.fold}) must be below folds (${settings.folds}).`);
  if (settings.stretchMin > settings.stretchMax) throw usageError('stretchMin must not exceed stretchMax.');
  return settings;
}

async function readRecipe(recipe: string): Promise<Record<string, unknown>> {
  const known = RECIPES[recipe];
  if (known) return known.settings;
  if (!recipe.endsWith('.json')) {
    throw usageError(
      `There is no recipe "${recipe}". Choose from ${Object.keys(RECIPES).join(', ')}, or give the path of a .json file.`,
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
  try {
    return [pair.slice(0, at), JSON.parse(text)];
  } catch {
    return [pair.slice(0, at), text.includes(',') ? text.split(',') : text];
  }
}

function check(values: Record<string, unknown>, where: string): Partial<Settings> {
  const checked: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const knob = Object.hasOwn(KNOBS, key) ? KNOBS[key as keyof Settings] : undefined;
    if (!knob)
      throw usageError(`${where}: there is no setting "${key}"${nearest(key)}. \`ser recipes\` lists them all.`);
    const accepted = knob.accept(value);
    if (accepted === undefined)
      throw usageError(`${where}: ${key} must be ${knob.allowed}; received ${JSON.stringify(value)}.`);
    checked[key] = accepted;
  }
  return checked as Partial<Settings>;
}

function nearest(key: string): string {
  const similar = Object.keys(KNOBS).find(
    (known) => known.toLowerCase().includes(key.toLowerCase()) || key.toLowerCase().includes(known.toLowerCase()),
  );
  return similar ? `; did you mean ${similar}?` : '';
}
