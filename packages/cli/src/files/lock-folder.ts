import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { SerError } from '../errors.ts';
import { isRunning } from './is-running.ts';
import { makeFolder } from './write-file.ts';

/** A lock says that it is alive this often, in milliseconds. */
const HEARTBEAT = 10_000;
/** One from another machine that was silent this long, in milliseconds, belongs to a process that was killed. */
const STALE = 15 * 60_000;

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes a folder for this process, so that no two write one model at once; returns what gives it back.
 *
 * The lock of a killed process is taken over: on the same machine at once, from another one when it was silent for long.
 *
 * @throws {SerError} where another process works there.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, '.lock');
  await makeFolder(folder);
  while (!(await create(path))) {
    const owner = await readOwner(path);
    if (owner && !(await isStale(path, owner))) {
      throw new SerError(
        `Another ser works in this folder: process ${owner.pid} on ${owner.host}, in ${folder}. Wait for it, or choose another place with --run. ` +
          `Where there is none any more, remove ${path}.`,
      );
    }
    await removeLock(path, owner);
  }
  const heart = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), HEARTBEAT);
  heart.unref();
  return async () => {
    clearInterval(heart);
    await removeLock(path, { pid: process.pid, host: hostname() });
  };
}

/** Removes the lock of that owner, and no other that has taken its place in between; undefined stands for an unreadable one. */
async function removeLock(path: string, owner: Owner | undefined): Promise<void> {
  // A rename takes the file to one process only, which can then look at what it took.
  const aside = `${path}.${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = await readOwner(aside);
  if (taken && (taken.pid !== owner?.pid || taken.host !== owner.host)) await rename(aside, path);
  else await rm(aside, { force: true });
}

async function create(path: string): Promise<boolean> {
  const owner: Owner = { pid: process.pid, host: hostname() };
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whose lock it is; undefined where it has just gone, or was never wholly written. */
async function readOwner(path: string): Promise<Owner | undefined> {
  // Its owner may be between making and filling it.
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const owner = parse(text);
    if (owner) return owner;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

/** Whose lock the text says it is; undefined for what is half written, or was when the power went. */
function parse(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner;
  } catch {
    return undefined;
  }
}

async function isStale(path: string, { pid, host }: Owner): Promise<boolean> {
  // Our own number on a lock that we do not hold is that of an earlier process.
  if (host === hostname()) return pid === process.pid || !isRunning(pid);
  const status = await stat(path).catch(() => undefined);
  return status === undefined || Date.now() - status.mtimeMs > STALE;
}
