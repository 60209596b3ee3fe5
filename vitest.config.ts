import { defineConfig } from 'vitest/config';

/** One project a room of the house, so that `vitest --project dsp` runs that room alone. */
const rooms = [
  { name: 'files', root: 'packages/files' },
  { name: 'corpora', root: 'packages/corpora' },
  { name: 'ravdess', root: 'packages/ravdess' },
  { name: 'dsp', root: 'packages/dsp' },
  { name: 'models', root: 'packages/models' },
  { name: 'metrics', root: 'packages/metrics' },
  { name: 'demo-corpus', root: 'examples/demo-corpus' },
  { name: 'cli', root: 'packages/cli' },
  { name: 'examples', root: 'examples', include: ['*/*.test.ts'] },
  { name: 'house', root: 'tools' },
];

export default defineConfig({
  test: {
    reporters: ['default', './tools/closing-line.ts'],
    projects: rooms.map(({ name, root, include = ['**/*.test.ts'] }) => ({
      test: {
        name,
        root,
        include,
        exclude: ['**/node_modules/**', '**/dist/**'],
        testTimeout: 60_000,
        hookTimeout: 120_000,
      },
    })),
  },
});
