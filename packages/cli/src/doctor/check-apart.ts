import { fork } from 'node:child_process';
import type { Finding } from './finding.ts';

/**
 * What computes here, found in a process of its own: native libraries print what they miss, which `doctor` says in its own words,
 * and a broken driver ends that process alone. What it told by then counts.
 *
 * @param work - Sends the findings of each check, and `done` after the last.
 */
export async function checkComputing(
  signal: AbortSignal,
  work: URL = new URL('./computing-work.js', import.meta.url),
): Promise<Finding[]> {
  const child = fork(work, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    signal,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    const findings: Finding[] = [];
    let isDone = false;
    child.on('message', (message) => {
      if (message === 'done') isDone = true;
      else findings.push(...(message as Finding[]));
    });
    child.on('error', reject);
    // The process may be gone before all that it sent is read: `exit` would come too early.
    child.on('close', (code, by) => {
      // What is done counts, even where a library fails while it is unloaded.
      if (!isDone) findings.push(lost(findings.length === 0, by ?? code));
      resolve(findings);
    });
  });
}

/** A signal is the end that a native library makes; an error of JavaScript ends with a code. */
function lost(isAll: boolean, end: NodeJS.Signals | number | null): Finding {
  return {
    group: isAll ? 'training (--backend)' : 'native libraries',
    name: 'any',
    works: false,
    detail:
      typeof end === 'string'
        ? `a native library ended the process that tried them (${end})`
        : `the process that tried them ended early (exit code ${end})`,
    isNeeded: isAll,
  };
}
