import { randomUUID } from 'node:crypto';
import { type FileHandle, link, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilesError } from './errors.ts';
import { type LockOwner, parseLockOwner } from './lock-owner.ts';
import { ownIdentity, stateOf } from './process-identity.ts';
import { explainSystemError } from './reason-of.ts';
import { temporaryName } from './temporary-name.ts';
import { makeFolder } from './write-file.ts';

/** Options of {@link takeLock}. */
export interface LockOptions {
  /**
   * What works under the lock, for the message to others: `Another download`.
   *
   * @default 'Another process'
   */
  readonly holder?: string | undefined;
  /**
   * Seconds to wait for a lock that another process holds; 0 refuses at once.
   *
   * @default 0
   */
  readonly wait?: number | undefined;
  /**
   * Seconds of silence after which the lock of a process that cannot be looked at (on another machine, in another
   * container) counts as left behind. More than its event loop may be blocked.
   *
   * @default 60
   */
  readonly staleAfter?: number | undefined;
  /** Stops the waiting, with the signal's reason as the error. */
  readonly signal?: AbortSignal | undefined;
}

/** A lock that is held. */
export interface Lock {
  /** The lock file. */
  readonly path: string;
  /** Aborts when the lock was taken away: the process was asleep for so long that others took it for dead. */
  readonly lost: AbortSignal;
  /** Gives the lock back; a second call, or one after it was lost, does nothing. */
  release(): Promise<void>;
}

/** A lock says that it is alive this often, in milliseconds. */
const BEAT = 1_000;
/** A lock that looks left behind is watched for this long, in milliseconds; one beat in it, and it is alive. */
const WATCH = 2_500;
/** Pause between two looks at a lock that is waited for, in milliseconds. */
const POLL = 100;

/**
 * Takes a lock file, so that no two processes do the same work at once.
 *
 * The lock of a killed process is taken over: at once where the system says that it is gone; elsewhere when it was silent
 * for `staleAfter` seconds by the clock of the file system and is silent still while it is watched, so that no clock that
 * is wrong or jumps takes a lock away from the living. However many start at once, one gets it.
 *
 * @param path The lock file; its folder is made where it is missing.
 * @throws {FilesError} `locked` where another process holds it; `file` where it cannot be written; the signal's reason.
 */
export async function takeLock(path: string, options: LockOptions = {}): Promise<Lock> {
  const { holder = 'Another process', wait = 0, staleAfter = 60, signal } = options;
  await makeFolder(dirname(path));
  const until = performance.now() + wait * 1000;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const owner: LockOwner = { token: randomUUID(), ...ownIdentity() };
      if ((await create(path, owner)) || (await takeOver(path, owner, staleAfter))) return hold(path, owner);
      if (performance.now() >= until) throw await refusal(path, holder);
      await sleep(Math.min(POLL, wait * 1000), undefined, { signal });
    }
  } catch (cause) {
    signal?.throwIfAborted();
    if (FilesError.isInstance(cause)) throw cause;
    throw new FilesError('file', `Cannot lock ${path}: ${explainSystemError(cause)}.`, { received: path, cause });
  }
}

/** Puts the lock there with its content, or finds another's. */
async function create(path: string, owner: LockOwner): Promise<boolean> {
  const beside = `${path}.${temporaryName()}`;
  try {
    await writeFile(beside, JSON.stringify(owner), { flag: 'wx' });
    // A link comes into being whole; where the file system has none, there is a moment in which the lock is empty.
    await link(beside, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Puts one's own lock in the place of one that was left behind. */
async function takeOver(path: string, owner: LockOwner, staleAfter: number): Promise<boolean> {
  const left = await look(path);
  if (left === undefined || !(await isLeftBehind(path, left, staleAfter))) return false;
  return change(path, left.token, staleAfter, async () => {
    const beside = `${path}.${temporaryName()}`;
    try {
      await writeFile(beside, JSON.stringify(owner), { flag: 'wx' });
      await rename(beside, path);
    } finally {
      await rm(beside, { force: true });
    }
  });
}

/**
 * Does what ends the ownership of a token, if it is still the owner, and if nobody else does so at the same time.
 *
 * Who ends it holds a claim, a lock named after the token, which is random and never comes again. So whoever holds the claim
 * and still finds the token in the lock knows that nobody has touched the lock, nor will. A claim may be left behind too,
 * and is taken over in the same way.
 */
async function change(path: string, token: string, staleAfter: number, work: () => Promise<void>): Promise<boolean> {
  // The token comes from a file: nothing of it may lead elsewhere.
  const claim = `${path}-${token.slice(0, 8).replaceAll(/\W/g, '_')}`;
  const owner: LockOwner = { token: randomUUID(), ...ownIdentity() };
  if (!(await create(claim, owner)) && !(await takeOver(claim, owner, staleAfter))) return false;
  try {
    if ((await look(path))?.token !== token) return false;
    await work();
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

interface Found {
  readonly owner: LockOwner | undefined;
  /** The owner's token; the same word for all that cannot be read. */
  readonly token: string;
  /** Time of the last beat, by the clock of the file system. */
  readonly beat: number;
}

/** What stands in the lock; undefined where there is none. */
async function look(path: string): Promise<Found | undefined> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const owner = parseLockOwner(text);
    return { owner, token: owner?.token ?? 'unreadable', beat: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function isLeftBehind(path: string, { owner, token, beat }: Found, staleAfter: number): Promise<boolean> {
  const state = owner ? stateOf(owner) : 'unknown';
  if (state !== 'unknown') return state === 'gone';
  // One that says it was made on this machine, by a process that does not run here, may be a container's: it would beat.
  const isNear = owner?.host === ownIdentity().host;
  const silence = Math.abs((await now(path)) - beat);
  // A lock comes into being whole: one that cannot be read is what a power cut left, and nobody beats it.
  if (owner !== undefined && !isNear && silence < staleAfter * 1000) return false;
  const end = performance.now() + WATCH;
  while (performance.now() < end) {
    await sleep(POLL);
    const later = await look(path);
    if (later?.token !== token || later.beat !== beat) return false;
  }
  return true;
}

/** The time by the clock of the file system that the lock is on, which may be another machine's. */
async function now(path: string): Promise<number> {
  const probe = `${path}.${temporaryName()}`;
  try {
    await writeFile(probe, '', { flag: 'wx' });
    return (await stat(probe)).mtimeMs;
  } finally {
    await rm(probe, { force: true });
  }
}

function hold(path: string, owner: LockOwner): Lock {
  const lost = new AbortController();
  let isOver = false;
  const heart = setInterval(() => {
    void beat(path, owner).then((isOurs) => {
      if (isOurs || isOver) return;
      clearInterval(heart);
      lost.abort(new FilesError('locked', `Another process has taken ${path}: this one was silent for too long.`));
    });
  }, BEAT);
  heart.unref();
  return {
    path,
    lost: lost.signal,
    async release() {
      if (isOver) return;
      isOver = true;
      clearInterval(heart);
      const remove = (): Promise<void> => rm(path, { force: true });
      await change(path, owner.token, 60, remove).catch(async (error: NodeJS.ErrnoException) => {
        // A full disk has no room for a claim. While its owner is alive and beats, nobody else ends a lock.
        if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error;
        if ((await look(path))?.token === owner.token) await remove();
      });
    },
  };
}

/** Writes the same words again, so that the file system itself sets the time; tells whether the lock is still ours. */
async function beat(path: string, owner: LockOwner): Promise<boolean> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r+');
    const content = await file.readFile('utf8');
    if (parseLockOwner(content)?.token !== owner.token) return false;
    await file.write(content, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  } finally {
    await file?.close().catch(() => {});
  }
}

async function refusal(path: string, holder: string): Promise<FilesError> {
  const owner = (await look(path).catch(() => undefined))?.owner;
  const who = owner ? ` (process ${owner.pid} on ${owner.host})` : '';
  return new FilesError(
    'locked',
    `${holder} works there${who}. Wait for it, or choose another place; if there is none any more, remove ${path}.`,
    { received: path },
  );
}
