// Which Markdown files are pages of the documentation site, under which heading of its navigation, in this order.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = (path) => (root) =>
  readdirSync(join(root, path))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .sort()
    .map((name) => `${path}/${name}`);

/** A heading, and its files: as they are read, or a function of the repository's root. */
const GROUPS = [
  [
    'Begin here',
    () => ['docs/tutorial.md', 'docs/choose-a-model.md', 'docs/limits.md', 'docs/names.md', 'packages/cli/README.md'],
  ],
  ['Recipes', (root) => ['docs/recipes/README.md', ...folder('docs/recipes')(root)]],
  [
    'Programs to copy',
    (root) =>
      readdirSync(join(root, 'examples'))
        .map((name) => `examples/${name}/README.md`)
        .filter((path) => existsSync(join(root, path)))
        .sort(),
  ],
  [
    'What was measured',
    () => [
      'docs/parity.md',
      'docs/benchmarks.md',
      'docs/full-size-run.md',
      'docs/prediction-quality.md',
      'docs/every-layout.md',
      'docs/codecs.md',
      'docs/settings.md',
    ],
  ],
  [
    'How it is made',
    () => [
      'docs/architecture.md',
      'docs/conventions.md',
      'CONTRIBUTING.md',
      'SECURITY.md',
      'CODE_OF_CONDUCT.md',
      'docs/terms.md',
    ],
  ],
  ['Decisions', (root) => ['docs/decisions/README.md', ...folder('docs/decisions')(root)]],
];

/** Headings of the navigation, in order. */
export const groupOrder = GROUPS.map(([title]) => title);

/** Names in the navigation that say more than the page's own heading. */
const TITLES = {
  'docs/tutorial.md': 'Tutorial: five minutes with recordings of your own',
  'packages/cli/README.md': 'The program ser',
  'docs/decisions/README.md': 'All decisions',
};

/** The pages with their headings, in order, below the root of the repository. */
export function sitePages(root) {
  const named = new Set(GROUPS.flatMap(([, files]) => files(root)));
  // A page of `docs/` that no heading names is about how it is made.
  const rest = folder('docs')(root).filter((path) => !named.has(path));
  return GROUPS.flatMap(([group, files]) =>
    [...files(root), ...(group === 'How it is made' ? rest : [])].map((path) => ({ path, group, title: TITLES[path] })),
  );
}
