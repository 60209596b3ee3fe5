import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

// A task that is run again by itself (`sbatch --array=2`) must mean the same share: Slurm's own count would be 1 then.
test.each(['packages/cli/README.md', 'docs/recipes/shards.md'])('%s: the total of an array job is a number', (path) => {
  const text = readFileSync(join(root, path), 'utf8');
  const [, total] = /--shard \$SLURM_ARRAY_TASK_ID\/(\S+?)[`\s]/.exec(text)!;
  expect(total).toMatch(/^\d+$/);
  expect(text).toContain(`--array=1-${total}`);
});
