import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifest, root } from './workspace.ts';

test('every command names the version of pnpm that package.json names', () => {
  const { packageManager } = manifest('.') as { packageManager?: string };
  expect(packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
  const files = execFileSync('git', ['ls-files', '-z', '--', '.', ':!pnpm-lock.yaml'], { cwd: root, encoding: 'utf8' });
  const others = files
    .split('\0')
    .filter((file) => /\.(md|ts|mjs|json|yml|yaml|sh)$|\.ci\/run$/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\bpnpm@\d[\w.-]*/g)]
        .map(([found]) => found.replace(/\.$/, ''))
        .filter((found) => found !== packageManager)
        .map((found) => `${file}: ${found}`),
    );
  expect(others).toEqual([]);
});
