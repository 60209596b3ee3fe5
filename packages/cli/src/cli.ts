#!/usr/bin/env node
import { isOverAtOnce } from './cli/is-over-at-once.ts';
import { supervise } from './cli/supervise.ts';

const argv = process.argv.slice(2);
if (isOverAtOnce(argv)) await import('./work.ts');
else {
  process.exitCode = await supervise(new URL('./work.js', import.meta.url), {
    argv,
    onForced: async () => {
      const [{ interruption }, { COMMANDS }] = await Promise.all([
        import('./cli/interruption.ts'),
        import('./commands/index.ts'),
      ]);
      process.stderr.write(interruption(COMMANDS, argv));
    },
    onKilled: (signal) => {
      process.stderr.write(
        `\nser: ${signal} ended the work: somebody killed it, memory ran out, or a native library failed. Files are whole.\n`,
      );
    },
  });
}
