import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the repository. */
export const root: string = fileURLToPath(new URL('../..', import.meta.url));

/** The published libraries, by folder name. */
export const packages = ['files', 'corpora', 'ravdess', 'dsp', 'models', 'metrics'] as const;

/** Libraries whose only entry point needs Node; of all others `./node` does, and nothing else. */
export const nodeOnly: ReadonlySet<string> = new Set(['files']);

/** Which libraries a library may import, `@ser/files` from its Node side alone; one that is not a key imports none. */
export const mayImport: Readonly<Partial<Record<(typeof packages)[number], readonly string[]>>> = {
  corpora: ['@ser/files'],
  ravdess: ['@ser/corpora', '@ser/files'],
  dsp: ['@ser/files'],
  models: ['@ser/files'],
};

/** Everything that is published: the libraries, and the program that joins them. */
export const published = [...packages, 'cli'] as const;

/** Every shipped source file of a package: no tests, no generated files. */
export function sourceFiles(name: string): string[] {
  return readdirSync(join(root, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|generated)\.ts$/.test(file))
    .map((file) => join(root, 'packages', name, 'src', file));
}

/** What a source file imports or re-exports, static and dynamic, type imports included. */
export function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const pattern = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => match[1]!);
}

/** The parsed `package.json` of a workspace folder such as `packages/dsp`. */
export function manifest(folder: string): Record<string, unknown> & { name: string } {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}
