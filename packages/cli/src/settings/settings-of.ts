import type { DecidedStage } from './setting.ts';
import { GROUPS, SETTINGS, type SettingName, type Settings } from './settings.ts';

/** The settings whose first stage is one of these, in the order of the table. */
export function settingsOf(...stages: readonly DecidedStage[]): SettingName[] {
  return Object.values(GROUPS)
    .filter(({ stage }) => stages.includes(stage))
    .flatMap(({ settings }) => Object.keys(settings) as SettingName[]);
}

/**
 * What enters the key of a stage's results: its settings that have an effect. One that would do nothing must not make
 * another key of the same result.
 */
export function keySettings(stage: DecidedStage, settings: Settings): Partial<Settings> {
  return Object.fromEntries(
    settingsOf(stage)
      .filter((name) => SETTINGS[name].when?.holds(settings) !== false)
      .map((name) => [name, settings[name]]),
  );
}
