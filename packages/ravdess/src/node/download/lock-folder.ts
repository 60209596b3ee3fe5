import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { RavdessError } from '../../errors.ts';

/** A lock says that it is alive this often, in milliseconds. */
const HEARTBEAT = 5_000;
/** A lock that was silent this long, in milliseconds, belongs to a process that was killed. */
const STALE = 60_000;

interface Owner {
  readonly token: string;
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes the lock file of a download folder, so that no two processes write into it.
 *
 * A lock left behind by a killed process is taken over: its process is gone, or it has been silent for a minute.
 *
 * @returns A function that gives the lock back.
 * @throws RavdessError `locked` where another download works there.
 */
export async function lockFolder(path: string): Promise<() => Promise<void>> {
  const owner: Owner = { token: randomUUID(), pid: process.pid, host: hostname() };
  while (!(await create(path, owner))) {
    const other = await readOwner(path);
    if (!(await isStale(path, other))) {
      throw new RavdessError(
        'locked',
        `Another download works in this folder (process ${other?.pid} on ${other?.host}). Wait for it, or take another ` +
          `folder; if there is none, remove ${path}.`,
        { received: path },
      );
    }
    await rm(path, { force: true });
  }
  const heart = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), HEARTBEAT);
  heart.unref();
  return async () => {
    clearInterval(heart);
    if ((await readOwner(path))?.token === owner.token) await rm(path, { force: true });
  };
}

async function create(path: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

async function isStale(path: string, owner: Owner | undefined): Promise<boolean> {
  if (owner?.host === hostname() && !isRunning(owner.pid)) return true;
  const status = await stat(path).catch(() => undefined);
  return status === undefined || Date.now() - status.mtimeMs > STALE;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it means that it runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
