import { PassThrough } from 'node:stream';
import { runProgram } from '../src/cli/run-program.ts';
import { COMMANDS } from '../src/commands/index.ts';
import type { Finished } from './run-ser.ts';

/** Runs the program in this process, for what needs no process of its own: usage, refusals, questions. */
export async function runInside(
  argv: readonly string[],
  { ask }: { ask?: (question: string) => Promise<string> } = {},
): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await runProgram(COMMANDS, {
    argv,
    stdout: (text) => {
      stdout += text;
    },
    stderr: stream,
    signal: new AbortController().signal,
    ...(ask && { ask }),
  });
  return { code, stdout, stderr };
}
