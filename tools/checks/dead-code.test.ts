import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

const run = promisify(execFile);

test('no file, export or dependency is left that nobody uses (knip)', async () => {
  const cli = join(root, 'node_modules/knip/bin/knip.js');
  const { stdout } = await run(process.execPath, [cli, '--no-progress', '--no-config-hints'], { cwd: root }).catch(
    (error: { stdout?: string; message: string }) => ({ stdout: error.stdout || error.message }),
  );
  expect(stdout.trim()).toBe('');
}, 60_000);
