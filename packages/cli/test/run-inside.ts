import { PassThrough } from 'node:stream';
import { runProgram as runBuiltProgram } from '../dist/cli/run-program.js';
import { COMMANDS as BUILT_COMMANDS } from '../dist/commands/index.js';
import { runProgram } from '../src/cli/run-program.ts';
import { COMMANDS } from '../src/commands/index.ts';
import type { Finished } from './run-ser.ts';

interface RunInsideOptions {
  /** Folder to stand in meanwhile: one call at a time, therefore. */
  readonly cwd?: string;
  readonly ask?: (question: string) => Promise<string>;
}

type RunInside = (argv: readonly string[], options?: RunInsideOptions) => Promise<Finished>;

/** Runs the program's sources in this process, for what needs neither a process nor a worker: usage, refusals, questions. */
export const runInside: RunInside = inside((host) => runProgram(COMMANDS, host));

/** Runs the built program in this process, which loads its libraries once: for whole commands that nobody kills. */
export const runBuilt: RunInside = inside((host) => runBuiltProgram(BUILT_COMMANDS, host));

function inside(run: (host: Parameters<typeof runProgram>[1]) => Promise<number>): RunInside {
  return async (argv, { cwd, ask } = {}) => {
    let stdout = '';
    let stderr = '';
    const stream = new PassThrough();
    stream.on('data', (chunk) => {
      stderr += chunk;
    });
    const before = process.cwd();
    if (cwd) process.chdir(cwd);
    try {
      const code = await run({
        argv,
        stdout: (text) => {
          stdout += text;
        },
        stderr: stream,
        signal: new AbortController().signal,
        ...(ask && { ask }),
      });
      return { code, stdout, stderr };
    } finally {
      process.chdir(before);
    }
  };
}
