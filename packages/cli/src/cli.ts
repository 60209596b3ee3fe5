#!/usr/bin/env node
import { runProgram } from './cli/run-program.ts';
import { COMMANDS } from './commands/index.ts';
import { EXIT } from './errors.ts';

const controller = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // A second Ctrl-C does not wait for the step at hand; files are whole either way.
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort(new Error('interrupted'));
  });
}
// A reader that leaves early (`ser … | head`) ends the program quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

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

process.exitCode = await runProgram(COMMANDS, {
  argv: process.argv.slice(2),
  stdout: (text) => process.stdout.write(text),
  stderr: process.stderr,
  terminal: process.stdout,
  signal: controller.signal,
  ...(process.stdin.isTTY && process.stderr.isTTY && { ask }),
});
// A pipe takes its bytes when its reader does: what is written must have left before the process does.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise<void>((resolve) => stream.write('', () => resolve()));
}
// Native runtimes keep threads alive; the work is done and every file is closed.
process.exit();
