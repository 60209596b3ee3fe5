import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/longest-first.ts';

/** Tests that want a TensorFlow.js that nobody has used, in a process of their own. */
const fresh = ['**/enable-wasm-training.test.ts', '**/wasm-without-shared-memory.test.ts'];

/**
 * One project per package, so that `vitest --project dsp` runs that package alone (`--project 'models*'`: with the tests that want
 * fresh libraries). The files of a worker share what they import.
 */
const projects = [
  { name: 'files', root: 'packages/files' },
  { name: 'corpora', root: 'packages/corpora', isolate: false },
  { name: 'ravdess', root: 'packages/ravdess', isolate: false },
  { name: 'dsp', root: 'packages/dsp', isolate: false },
  { name: 'models', root: 'packages/models', isolate: false, exclude: fresh },
  { name: 'models-fresh', root: 'packages/models', include: fresh },
  { name: 'metrics', root: 'packages/metrics', isolate: false },
  { name: 'demo-corpus', root: 'examples/demo-corpus' },
  { name: 'cli', root: 'packages/cli', isolate: false },
  { name: 'examples', root: 'examples', include: ['*/*.test.ts'] },
  { name: 'checks', root: 'tools' },
];

/** What `pnpm test:fast` leaves to `pnpm test`: browsers, bundles, tarballs, whole runs of the program. */
const slow = ['**/browser.test.ts', '**/bundle.test.ts', '**/test/**', '**/checks/**', '**/fuzz/**'];

export default defineConfig({
  test: {
    reporters: ['default', './tools/closing-line.ts'],
    // One more than there are cores: some files wait for a lock, a disk or a server most of their time.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    projects: projects.map(({ name, root, include = ['**/*.test.ts'], exclude = [], isolate = true }) => ({
      test: {
        name,
        root,
        include,
        isolate,
        exclude: ['**/node_modules/**', '**/dist/**', ...exclude, ...(process.env.TEST_FAST ? slow : [])],
        testTimeout: 60_000,
        hookTimeout: 120_000,
        server: { deps: { external: [/\/(packages|examples)\/[^/]+\/dist\//] } },
      },
    })),
  },
});
