import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isRunning } from './process-identity.ts';

const HOST = hostname().replaceAll(/\W/g, '_');
/** Nothing of ours is under way for so long, in milliseconds, whatever machine it is on. */
const A_DAY = 24 * 3600 * 1000;
/** A young file is left alone: containers may share a host name and not see each other's processes. */
const A_MINUTE = 60 * 1000;

let counter = 0;

/** A name that no other thread, process or machine writes to, and that tells whose it is: `host-pid-thread-number.tmp`. */
export function temporaryName(): string {
  return `${HOST}-${process.pid}-${threadId}-${counter++}.tmp`;
}

/**
 * Removes from a folder the temporary files of processes that were killed; those of others stay.
 *
 * A file goes when its process on this machine is gone, and from any machine when it is a day old.
 *
 * @param now Time in milliseconds.
 * @returns How many were removed.
 */
export async function sweepTemporaryFiles(folder: string, now: number = Date.now()): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  let removed = 0;
  for (const name of names) {
    const writer = writerOf(name);
    if (!writer) continue;
    const path = join(folder, name);
    const age = now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now);
    const orphaned = writer.host === HOST && age > A_MINUTE && !isRunning(writer.pid);
    if (!orphaned && age < A_DAY) continue;
    await rm(path, { force: true }).catch(() => {});
    removed++;
  }
  return removed;
}

/** Removes from a folder what worker threads of this process left when they were stopped in the middle of a write. */
export async function sweepStoppedThreads(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => {
    const writer = writerOf(name);
    return writer?.host === HOST && writer.pid === process.pid && writer.thread > 0;
  });
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

/** Who wrote a temporary file, by its name; undefined for any other file. The main thread is number 0. */
function writerOf(name: string): { host: string; pid: number; thread: number } | undefined {
  const [, host, pid, thread] = /(?:^|\.)(\w+)-(\d+)-(\d+)-\d+\.tmp$/.exec(name) ?? [];
  return host === undefined ? undefined : { host, pid: Number(pid), thread: Number(thread) };
}
