#!/usr/bin/env node
import { guardOutput } from './cli/guard-output.ts';
import { isOverAtOnce } from './cli/is-over-at-once.ts';
import { supervise } from './cli/supervise.ts';

const argv = process.argv.slice(2);
// Whoever looks into the process wants the one that works.
const isLookedInto = process.execArgv.some((arg) => /^--(inspect|cpu-prof|heap-prof|prof)\b/.test(arg));
if (isOverAtOnce(argv) || isLookedInto) await import('./work.ts');
else {
  const stderr = guardOutput(process.stderr);
  process.exitCode = await supervise(new URL('./work.js', import.meta.url), {
    argv,
    onForced: async () => {
      const [{ interruption }, { COMMANDS }] = await Promise.all([
        import('./cli/interruption.ts'),
        import('./commands/index.ts'),
      ]);
      stderr.write(interruption(COMMANDS, argv));
    },
    onKilled: (signal) => {
      stderr.write(
        `\nser: ${signal} ended the work: somebody killed it, memory ran out, or a native library failed. Files are whole.\n`,
      );
    },
  });
}
