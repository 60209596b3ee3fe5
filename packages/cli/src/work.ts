import { fileURLToPath } from 'node:url';
import { endOnSignal } from './cli/end-on-signal.ts';
import { guardOutput } from './cli/guard-output.ts';
import { interruption } from './cli/interruption.ts';
import { listenToParent } from './cli/listen-to-parent.ts';
import { runProgram } from './cli/run-program.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT } from './errors.ts';

// The program itself, in the process that cli.ts supervises, or in that one where it is over at once.
const isSupervised = process.argv[1] === fileURLToPath(import.meta.url);
const argv = process.argv.slice(2);
const stdout = guardOutput(process.stdout);
const stderr = guardOutput(process.stderr);
const { controller, tell } = endOnSignal(() => stderr.write(interruption(COMMANDS, argv)));
if (isSupervised) listenToParent(tell);

/** A question on the terminal; the answer is what is typed before Enter. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on('SIGINT', () => controller.abort(new Error('interrupted')));
  try {
    return await terminal.question(question, { signal: controller.signal });
  } finally {
    terminal.close();
  }
}

let code = await runProgram(COMMANDS, {
  argv,
  stdout: stdout.write,
  stderr: process.stderr,
  terminal: process.stdout,
  signal: controller.signal,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});
await stdout.flush();
const failure = stdout.failure();
if (failure !== undefined) {
  stderr.write(`\nser: The results cannot be printed: ${failure}. The files of the run are not concerned.\n`);
  if (code === EXIT.ok || code === EXIT.incomplete) code = EXIT.failed;
}
await stderr.flush();
// Native runtimes keep threads alive; the work is done and every file is closed.
process.exit(code);
