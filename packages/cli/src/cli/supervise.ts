import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../errors.ts';

/** Milliseconds from a signal to the end of work that did not end by itself: all is over within two seconds. */
const PATIENCE = 1750;

/** What is done, and what is told of its end. */
export interface SuperviseOptions {
  /** Arguments of the work. */
  readonly argv: readonly string[];
  /** Tells that the work had to be ended in the middle of a step. */
  readonly onForced: () => Promise<void>;
  /** Tells that something else killed it. */
  readonly onKilled: (signal: NodeJS.Signals) => void;
}

/**
 * Does the work of a module in a process of its own, whose end this one sees to: a signal is passed on, and whatever computes on
 * without looking, in JavaScript or in a native library, is killed when its time is up. Where this process is killed itself, the
 * work ends with it.
 *
 * @param work The module; it calls `listenToParent`.
 * @returns The exit code; where the work was killed from outside, this process ends by the same signal.
 */
export function supervise(work: URL, { argv, onForced, onKilled }: SuperviseOptions): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(work), ...argv], {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
  });
  const line = child.stdio[3] as Socket;
  // The work may be gone when it is told.
  line.on('error', () => {});
  let isForced = false;
  let timer: NodeJS.Timeout | undefined;
  const force = (): void => {
    isForced = child.kill('SIGKILL');
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) {
    process.on(name, () => {
      line.write('.');
      timer ??= setTimeout(force, PATIENCE);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      line.destroy();
      if (code !== null) resolve(code);
      else if (isForced) onForced().then(() => resolve(EXIT.interrupted), reject);
      else {
        const isAsked = names.some((name) => name === signal);
        if (!isAsked) onKilled(signal!);
        for (const name of names) process.removeAllListeners(name);
        process.kill(process.pid, signal!);
        // The first process of a container survives what it sends to itself.
        resolve(128 + constants.signals[signal!]);
      }
    });
  });
}
