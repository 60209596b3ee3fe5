import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../checks/workspace.ts';

/** The recipe whose blocks the settings run. */
export const RECIPE = 'docs/recipes/next-serverless-jest-electron.md';

/** Files of the recipe by their name, which stands behind the language of a block. */
export function recipeFiles(): ReadonlyMap<string, string> {
  const page = readFileSync(join(root, RECIPE), 'utf8');
  return new Map([...page.matchAll(/^```jsx? (\S+)\n([\s\S]*?)^```/gm)].map((match) => [match[1]!, match[2]!]));
}

/** Commands of the recipe, one a line, split into words. */
export function recipeCommands(): readonly (readonly string[])[] {
  const page = readFileSync(join(root, RECIPE), 'utf8');
  const lines = [...page.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap((match) => match[1]!.trim().split('\n'));
  return lines.map((line) => line.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1')));
}

/** The words of the one command that holds all the given ones, behind the program's name. */
export function recipeCommand(...having: readonly string[]): readonly string[] {
  const [command, ...more] = recipeCommands().filter((words) => having.every((word) => words.includes(word)));
  if (!command || more.length > 0) throw new Error(`${RECIPE} has not one command with ${having.join(' ')}.`);
  return command[0] === 'npx' ? command.slice(2) : command.slice(1);
}
