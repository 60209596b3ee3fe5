import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RECIPE, recipeCommands, recipeFiles } from '../settings/recipe.ts';
import { SETTINGS } from '../settings/settings.ts';
import { root } from './workspace.ts';

const page = readFileSync(join(root, 'docs/settings.md'), 'utf8');

test('the table of settings has every setting, and what fails there is known', () => {
  const rows = [...page.matchAll(/^\| ([^|]+) \|(.*)$/gm)].map(([, name, cells]) => ({ name: name!, cells: cells! }));
  const tried = rows.filter(({ name, cells }) => name !== 'setting' && !cells.includes('---'));
  expect(tried.map(({ name }) => name)).toEqual(SETTINGS.map(({ name }) => name));
  for (const { name, cells } of tried) {
    const { knownToFail } = SETTINGS.find((setting) => setting.name === name)!;
    expect(cells.includes('fails'), name).toBe(knownToFail !== undefined);
    if (knownToFail) expect(page).toContain(`known: ${knownToFail}`);
  }
});

test('every block of the recipe is run by a setting', () => {
  const sources = readdirSync(join(root, 'tools/settings'))
    .map((name) => readFileSync(join(root, 'tools/settings', name), 'utf8'))
    .join('\n');
  const blocks = readFileSync(join(root, RECIPE), 'utf8').match(/^```\w+/gm)!.length;
  const commandBlocks = 2;
  expect(recipeFiles().size + commandBlocks).toBe(blocks);
  for (const name of recipeFiles().keys()) expect(sources).toContain(`'${name}'`);
  expect(recipeCommands().map(([program, next]) => `${program} ${next}`)).toEqual([
    'npx esbuild',
    'npx esbuild',
    'npx bun',
    'node --experimental-vm-modules',
  ]);
});
