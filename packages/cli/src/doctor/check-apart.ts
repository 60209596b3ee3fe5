import { fork } from 'node:child_process';
import type { Finding } from './finding.ts';

/**
 * What computes here, found in a process of its own: native libraries print what they miss, which `doctor` says in its own words,
 * and a broken driver ends that process alone.
 */
export async function checkComputing(signal: AbortSignal): Promise<Finding[]> {
  const child = fork(new URL('./computing-work.js', import.meta.url), {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
    signal,
    killSignal: 'SIGKILL',
  });
  return new Promise((resolve, reject) => {
    let findings: Finding[] | undefined;
    child.on('message', (message) => {
      findings = message as Finding[];
    });
    child.on('error', reject);
    child.on('exit', (code, by) =>
      resolve(
        findings ?? [
          {
            group: 'training (--backend)',
            name: 'any',
            works: false,
            detail: `a native library ended the process that tried them (${by ?? `exit code ${code}`})`,
            isNeeded: true,
          },
        ],
      ),
    );
  });
}
