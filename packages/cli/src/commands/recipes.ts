import type { Command, CommandContext } from '../cli/command.ts';
import { usageError } from '../errors.ts';
import { readWholeRecipe } from '../settings/read-settings.ts';
import { RECIPES } from '../settings/recipes/index.ts';
import { DEFAULTS, KNOBS, type Settings, STAGES } from '../settings/settings.ts';

export const recipes: Command = {
  positionals: '[NAME|FILE]',
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
  const width = Math.max(...Object.keys(KNOBS).map((key) => key.length));
  for (const [stage, knobs] of Object.entries(STAGES)) {
    print(`\n  ${stage}`);
    for (const key of Object.keys(knobs) as (keyof Settings)[]) {
      const { help, allowed } = KNOBS[key];
      print(`    ${key.padEnd(width)}  ${JSON.stringify(DEFAULTS[key])}: ${help} (${allowed})`);
    }
  }
  print('\nA recipe of one’s own: ser recipes published > mine.json, edit it, then --recipe mine.json.');
}
