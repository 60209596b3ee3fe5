import { join } from 'node:path';
import { FilesError, takeLock } from '@ser/files';
import { SerError } from '../errors.ts';

/** A training may keep its event loop busy for minutes: one on another machine counts as killed after this many seconds. */
const STALE = 15 * 60;

/**
 * Takes a folder for this process, so that no two write one model at once; returns what gives it back.
 *
 * @throws {SerError} where another process works there.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const lock = await takeLock(join(folder, '.lock'), { holder: 'Another ser', staleAfter: STALE });
    return () => lock.release();
  } catch (cause) {
    if (!FilesError.isInstance(cause)) throw cause;
    if (cause.code !== 'locked') throw new SerError(`${cause.message} Choose another place with --run.`, { cause });
    const who = /\(process .*?\)/.exec(cause.message)?.[0].slice(1, -1) ?? 'a process that cannot be told';
    throw new SerError(
      `Another ser works in this folder: ${who}, in ${folder}. Wait for it, or choose another place with --run. ` +
        `Where there is none any more, remove ${cause.received}.`,
      { cause },
    );
  }
}
