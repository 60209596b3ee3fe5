import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

/** What a run of the built program printed, and how it ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunSerOptions {
  readonly cwd: string;
  /** Is given what ends the process, as it begins. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Sees stderr as it grows, and may end the process: by its first signal, since one more would meet it without handlers as it exits. */
  readonly onProgress?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Runs the built program as a process to its end. */
export function runSer(args: readonly string[], { cwd, onStart, onProgress }: RunSerOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    onStart?.((signal) => child.kill(signal));
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
      onProgress?.(stderr, (signal) => child.killed || child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
