import { CORPUS_SETTINGS } from './corpus-settings.ts';
import { RECORDING_SETTINGS } from './recording-settings.ts';
import type { Setting } from './setting.ts';
import { TRAINING_SETTINGS } from './training-settings.ts';

/**
 * Everything that decides a result: what `ser recipes` shows, a recipe holds and `--set` changes. A setting is declared
 * once, in one of these tables; the checks, the help, the options of the command line, the keys of the stores and the test
 * that every setting acts are derived. `stage` is the first stage whose result a group decides, and whose key it enters.
 *
 * The defaults are the published recipe.
 */
export const GROUPS = { ...RECORDING_SETTINGS, ...CORPUS_SETTINGS, ...TRAINING_SETTINGS } as const;

type Groups = typeof GROUPS;
type Intersection<T> = (T extends unknown ? (value: T) => void : never) extends (value: infer I) => void ? I : never;
type Table = Intersection<Groups[keyof Groups]['settings']>;

/** The values of all settings. */
export type Settings = { readonly [K in keyof Table]: Table[K] extends Setting<infer T> ? T : never };

/** Name of a setting. */
export type SettingName = keyof Settings;

/** Every setting by its name. */
export const SETTINGS: { readonly [K in SettingName]: Setting<Settings[K]> } = Object.assign(
  {},
  ...Object.values(GROUPS).map(({ settings }) => settings),
);

/** The names of all settings, in the order of the table. */
export const SETTING_NAMES: readonly SettingName[] = Object.keys(SETTINGS) as SettingName[];

/** The published recipe. */
export const DEFAULTS: Settings = Object.fromEntries(
  Object.entries(SETTINGS).map(([key, setting]) => [key, setting.default]),
) as Settings;
