import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { platformFolder } from '../settings/platform-folder.ts';
import { projectIn } from '../settings/project.ts';
import { RECIPE, recipeCommands, recipeFiles } from '../settings/recipe.ts';
import { SETTINGS } from '../settings/settings.ts';
import { visit } from '../settings/visit.ts';
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

test.each([
  ['is never ready', ''],
  ['answers nobody', "console.log('Ready');"],
])('an application that %s is ended', async (_what, says) => {
  const project = projectIn(mkdtempSync(join(tmpdir(), 'ser-visit-')));
  try {
    // Ends by itself where nobody ends it.
    const alive = `${says} require('node:fs').writeFileSync('pid', String(process.pid)); setTimeout(() => {}, 5000);`;
    await project.write('node_modules/next/dist/bin/next', alive);
    await project.write('app/visit.mjs', visit(1500));
    await expect(project.node(['visit.mjs'], 'app')).rejects.toThrow(/not ready after 1500 ms|fetch failed/);
    const pid = Number(readFileSync(join(project.folder, 'app/pid'), 'utf8'));
    expect(isAlive(pid)).toBe(false);
  } finally {
    rmSync(project.folder, { recursive: true });
  }
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('a program that does not end is ended', async () => {
  const project = projectIn(tmpdir(), 100);
  await expect(project.node(['-e', 'setTimeout(() => {}, 3000)'])).rejects.toThrow('error: ended after 100 ms');
});

test('programs are those of this platform', () => {
  const bun = ['bun-darwin-aarch64', 'bun-linux-x64-baseline', 'bun-linux-x64', 'bun-windows-x64'];
  expect(platformFolder(bun, 'linux', 'x64')).toBe('bun-linux-x64');
  expect(platformFolder(bun, 'darwin', 'arm64')).toBe('bun-darwin-aarch64');
  expect(platformFolder(['workerd-linux-64', 'workerd-windows-64'], 'win32', 'x64')).toBe('workerd-windows-64');
  expect(() => platformFolder(bun, 'linux', 'arm64')).toThrow('no program for linux arm64');
});
