import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { root } from '../checks/workspace.ts';

/** A drill: disturbs the program, throws where that has done harm, and says what was held. */
export type Drill = (home: string) => Promise<string>;

/** The built program. */
export const program = join(root, 'packages/cli/dist/cli.js');

/** How a disturbed run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds from the last signal to the end; undefined where none was sent. */
  readonly lasted: number | undefined;
}

/** How a run is disturbed. */
export interface Disturbance {
  readonly cwd: string;
  /** Variables of the environment, beside those at hand. */
  readonly env?: Readonly<Record<string, string>>;
  /** Streams whose reader leaves at once. */
  readonly closed?: readonly ('stdout' | 'stderr')[];
  /** A file descriptor in place of the pipe of stdout. */
  readonly stdout?: number;
  /** Is given what sends a signal, as the program begins. */
  readonly started?: (send: (signal: NodeJS.Signals) => void) => void;
  /** Sees stderr as it grows, from its beginning. */
  readonly watch?: (stderr: string) => void;
  /** A signal, and after how many milliseconds. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly after: number };
}

/** Runs the built program, disturbs it, and waits for its end. */
export function runDisturbed(args: readonly string[], disturbance: Disturbance): Promise<Ended> {
  const { cwd, env, closed = [], stdout: descriptor, started, watch, signal } = disturbance;
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', descriptor ?? 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  let sent: number | undefined;
  const send = (name: NodeJS.Signals): void => {
    if (child.exitCode === null && child.kill(name)) sent = performance.now();
  };
  started?.(send);
  const timer = signal && setTimeout(() => send(signal.name), signal.after);
  if (closed.includes('stdout')) child.stdout?.destroy();
  if (closed.includes('stderr')) child.stderr?.destroy();
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
    watch?.(stderr);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr, lasted: sent === undefined ? undefined : performance.now() - sent });
    });
  });
}

/** The environment by which the program loads a module of this folder first. */
export function preload(module: string): { readonly NODE_OPTIONS: string } {
  return { NODE_OPTIONS: `--import ${new URL(module, import.meta.url)}` };
}

/** Two seconds, as a machine counts them whose cores have more to do than they can. */
export function twoSeconds(): number {
  return 2000 * Math.max(1, loadavg()[0]! / availableParallelism());
}
