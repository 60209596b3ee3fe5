// pnpm test:fast [base]: the lane for daily work. Builds what changed since `base` (default: the last commit) and what rests
// on it, then runs the tests that the changed files reach; browsers, tarballs and whole runs of the program wait for `pnpm test`.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const base = process.argv[2] ?? 'HEAD';

for (const command of [
  `turbo run build --filter=...[${base}] --output-logs=errors-only`,
  `biome check --error-on-warnings --changed --since=${base} --no-errors-on-unmatched`,
  `vitest run --changed ${base} --passWithNoTests`,
]) {
  const { status } = spawnSync('pnpm', ['--silent', 'exec', ...command.split(' ')], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, TEST_FAST: '1', TURBO_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
