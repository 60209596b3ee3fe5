import type { Command, CommandContext } from '../cli/command.ts';
import { usageError } from '../errors.ts';
import { readWholeRecipe } from '../settings/read-settings.ts';
import { RECIPES } from '../settings/recipes.ts';
import { DEFAULTS, GROUPS, SETTING_NAMES, SETTINGS, type SettingName } from '../settings/settings.ts';

export const recipes: Command = {
  positionals: '[NAME|FILE]',
  words: Object.keys(RECIPES),
  options: {},
  example: 'ser recipes speaker-independent > mine.json',
  async run({ positionals, print, printJson }) {
    const [name, ...others] = positionals;
    if (others.length > 0) throw usageError('ser recipes shows one recipe whole at a time.');
    if (name === undefined) {
      overview(print);
      printJson({ recipes: RECIPES, defaults: DEFAULTS });
      return 0;
    }
    const settings = await readWholeRecipe(name);
    print(JSON.stringify(settings, null, 2));
    printJson(settings);
    return 0;
  },
};

function overview(print: CommandContext['print']): void {
  print('Recipes (what one leaves out stands at its default):\n');
  for (const [name, { about, settings }] of Object.entries(RECIPES)) {
    print(`  ${name}: ${about}`);
    for (const [key, value] of Object.entries(settings)) print(`    ${key} = ${JSON.stringify(value)}`);
  }
  print('\nSettings, their defaults and what they accept:');
  const width = Math.max(...SETTING_NAMES.map((name) => name.length));
  for (const [group, { settings }] of Object.entries(GROUPS)) {
    print(`\n  ${group}`);
    for (const key of Object.keys(settings) as SettingName[]) {
      const { help, allowed, when } = SETTINGS[key];
      const acts = when ? `; acts where ${when.words}` : '';
      print(`    ${key.padEnd(width)}  ${JSON.stringify(DEFAULTS[key])}: ${help} (${allowed})${acts}`);
    }
  }
  print('\nA recipe of one’s own: ser recipes published > mine.json, edit it, then --recipe mine.json.');
}
