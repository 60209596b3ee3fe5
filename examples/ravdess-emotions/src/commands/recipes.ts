import type { Command } from '../cli/command.ts';
import { RECIPES } from '../settings/recipes.ts';
import { DEFAULTS, KNOBS, type Settings } from '../settings/settings.ts';

export const recipes: Command = {
  options: {},
  example: 'ser recipes',
  async run({ print, printJson }) {
    print('Recipes (what one leaves out stands at its default):\n');
    for (const [name, { about, settings }] of Object.entries(RECIPES)) {
      print(`  ${name}: ${about}`);
      for (const [key, value] of Object.entries(settings)) print(`    ${key} = ${JSON.stringify(value)}`);
    }
    print('\nSettings, their defaults and what they accept:\n');
    const width = Math.max(...Object.keys(KNOBS).map((key) => key.length));
    for (const key of Object.keys(KNOBS) as (keyof Settings)[]) {
      const { help, allowed } = KNOBS[key];
      print(`  ${key.padEnd(width)}  ${JSON.stringify(DEFAULTS[key])}: ${help} (${allowed})`);
    }
    printJson({ recipes: RECIPES, defaults: DEFAULTS });
    return 0;
  },
};
