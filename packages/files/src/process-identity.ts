import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Who a process is. The number alone says little: it is given out again, and containers have numbers of their own.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Boot of the kernel and name space of process numbers, where the system tells (Linux): numbers mean the same in it. */
  readonly realm?: string;
  /** When the process began, in the kernel's ticks, where the system tells. */
  readonly started?: string;
}

/**
 * Whether a process of that number runs on this machine, whoever's it is; one that is dead, and whose exit code waits for a parent
 * to ask for it, does not.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/[ZX]/.test(statOf(pid)?.[0] ?? '');
  } catch (error) {
    // Not permitted to signal it means that it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, host: hostname(), realm: realm(), started: startOf(process.pid) };
}

/**
 * Whether a process is known to run, known to be gone, or cannot be told: another machine's, another container's, or one
 * whose number is in use here by who knows whom.
 */
export function stateOf({ pid, host, realm: home, started }: ProcessIdentity): 'running' | 'gone' | 'unknown' {
  if (host !== hostname()) return 'unknown';
  if (home !== undefined && home === realm()) {
    return isRunning(pid) && (started === undefined || startOf(pid) === started) ? 'running' : 'gone';
  }
  // A process number without a realm: one that runs may be it, and one that does not may run in another container.
  return home === undefined && pid !== process.pid && isRunning(pid) ? 'running' : 'unknown';
}

function realm(): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return undefined;
  }
}

function startOf(pid: number): string | undefined {
  return statOf(pid)?.[19];
}

/** What the kernel tells of a process, from its state on, which is one letter; undefined where it tells nothing (Linux alone does). */
function statOf(pid: number): string[] | undefined {
  try {
    // The name in parentheses may hold anything.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
