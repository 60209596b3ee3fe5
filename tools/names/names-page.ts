import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../checks/workspace.ts';
import { ELSEWHERE, NOT_HERE } from './where.ts';

/** Packages and entries whose names are looked through, in the order in which a name is looked for. */
export const ENTRIES = [
  'dsp',
  'dsp/node',
  'metrics',
  'metrics/probability',
  'metrics/speech',
  'metrics/plots',
  'corpora',
  'models',
] as const;

/** Names of each entry. */
export type Exports = ReadonlyMap<string, readonly string[]>;

/** Imports the entries from their sources. */
export async function readExports(): Promise<Exports> {
  const found = new Map<string, readonly string[]>();
  for (const entry of ENTRIES) {
    const [name, ...inside] = entry.split('/');
    found.set(entry, Object.keys(await import(join(root, 'packages', name!, 'src', ...inside, 'index.ts'))));
  }
  return found;
}

/** What somebody who knows librosa or scikit-learn types first, and where it is here, or why it is not. */
export interface Guess {
  readonly name: string;
  /** `package.name`, or undefined where it is not here. */
  readonly here: string | undefined;
  readonly why: string | undefined;
}

/** Every public name of the Python libraries in the topics of the packages. */
export function guesses(exports: Exports): Guess[] {
  const { names } = JSON.parse(readFileSync(join(root, 'tools/names/names.json'), 'utf8')) as { names: string[] };
  const reasons = Object.entries(NOT_HERE).flatMap(([why, list]) =>
    list.split(' ').map((pattern) => ({ why, matches: matcher(pattern) })),
  );
  return names.map((name) => {
    const here = ELSEWHERE[name] ?? sameName(name, exports);
    return { name, here, why: here ? undefined : reasons.find(({ matches }) => matches.test(name))?.why };
  });
}

/** The name in camelCase, in whichever entry has it; without its underscores and cases, as `StratifiedKFold` is `stratifiedKFold`. */
function sameName(name: string, exports: Exports): string | undefined {
  const plain = (text: string): string => text.replaceAll('_', '').toLowerCase();
  const wanted = plain(name.split('.').at(-1)!);
  for (const [entry, own] of exports) {
    const found = own.find((one) => plain(one) === wanted);
    if (found) return `${entry}.${found}`;
  }
  return undefined;
}

/** Patterns of reasons that match no name, or one that is here: a reason is true of all that it is given for. */
export function stalePatterns(exports: Exports): string[] {
  const all = guesses(exports);
  const patterns = Object.values(NOT_HERE).flatMap((list) => list.split(' '));
  return patterns.filter((pattern) => {
    const matched = all.filter(({ name }) => matcher(pattern).test(name));
    return matched.length === 0 || matched.some(({ here }) => here !== undefined);
  });
}

const matcher = (pattern: string): RegExp => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);

/** `docs/names.md`. */
export function namesPage(exports: Exports): string {
  const all = guesses(exports);
  const rows = all
    .filter(({ here }) => here)
    .map(({ name, here }) => {
      const [entry, own] = here!.split('.');
      return `| \`${name}\` | \`${own}\` of \`@ser/${entry}\` |`;
    });
  const absent = Object.keys(NOT_HERE).map((why) => {
    const names = all.filter((guess) => guess.why === why).map(({ name }) => `\`${name}\``);
    return names.length === 0 ? '' : `- ${why}\n  ${names.join(', ')}\n`;
  });
  return `# Names of librosa and scikit-learn

What somebody who knows the Python libraries types first: every public name of librosa 0.11 and scikit-learn 1.9 in the topics that the
packages cover, with where it is here, or why it is not. Options keep their names in camelCase (\`n_mels\` is \`nMels\`; \`sr\` is \`sampleRate\`,
\`random_state\` is \`seed\`), and a name of Python among the options is refused with the spelling that is meant. Written by
\`pnpm tsx tools/names/write.ts\`, and held against what the packages export by a test.

## Here

| in Python | here |
| --- | --- |
${rows.join('\n')}

## Not here

${absent.join('')}`;
}
