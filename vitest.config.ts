import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/longest-first.ts';

/** One project per package, so that `vitest --project dsp` runs that package alone. */
const projects = [
  { name: 'files', root: 'packages/files' },
  { name: 'corpora', root: 'packages/corpora' },
  { name: 'ravdess', root: 'packages/ravdess' },
  { name: 'dsp', root: 'packages/dsp' },
  { name: 'models', root: 'packages/models' },
  { name: 'metrics', root: 'packages/metrics' },
  { name: 'demo-corpus', root: 'examples/demo-corpus' },
  { name: 'cli', root: 'packages/cli' },
  { name: 'examples', root: 'examples', include: ['*/*.test.ts'] },
  { name: 'checks', root: 'tools' },
];

/** What `pnpm test:fast` leaves to `pnpm test`: browsers, bundles, tarballs, whole runs of the program. */
const slow = ['**/browser.test.ts', '**/bundle.test.ts', '**/test/**', '**/checks/**', '**/fuzz/**'];

export default defineConfig({
  test: {
    reporters: ['default', './tools/closing-line.ts'],
    // Every core: most files wait for a process, a disk or a server half of their time.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    projects: projects.map(({ name, root, include = ['**/*.test.ts'] }) => ({
      test: {
        name,
        root,
        include,
        exclude: ['**/node_modules/**', '**/dist/**', ...(process.env.TEST_FAST ? slow : [])],
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
