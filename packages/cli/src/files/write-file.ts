import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SerError } from '../errors.ts';
import { temporaryName } from './temporary-file.ts';

/**
 * Writes a whole file or none: the bytes go to a neighbour first, which then takes the name.
 *
 * Whatever interrupts it, a reader finds the old file or the new one. Two processes may write the same path at once.
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  await replaceFile(path, data, { beside: `${path}.${temporaryName()}`, durable: true });
}

/**
 * As {@link writeFileAtomic}, for small results that are only worth keeping, not worth a flush to the disk each. The bytes
 * wait at `beside`, on the same volume; its folder and that of `path` must exist.
 */
export async function writeCacheFile(path: string, data: Uint8Array, beside: string): Promise<void> {
  await replaceFile(path, data, { beside, durable: false });
}

/** A durable file has its folder made and its bytes flushed; a cache file has neither. */
async function replaceFile(
  path: string,
  data: string | Uint8Array,
  { beside, durable }: { beside: string; durable: boolean },
): Promise<void> {
  try {
    if (durable) await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, 'w');
    try {
      await file.writeFile(data);
      // Without this a power cut can leave the new name on empty blocks.
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {});
    throw cannotWrite(path, cause);
  }
}

/** Makes a folder with its parents. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

function cannotWrite(path: string, cause: unknown): SerError {
  return new SerError(`Cannot write ${path}: ${explainSystemError(cause as NodeJS.ErrnoException)}`, { cause });
}

/** What a failure of the file system means, and what to do. */
export function explainSystemError({ code, message, syscall }: NodeJS.ErrnoException): string {
  // What mkdir with parents says of a read-only place.
  if (code === 'ENOENT' && syscall === 'mkdir')
    return 'the folder cannot be made: what it stands in is read-only or missing. Choose another place with --cache or --run.';
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full. Free some space, or choose another place with --cache and --run; what is done so far is kept.';
    case 'EFBIG':
      return 'the file would be larger than is allowed here (ulimit -f). Raise the limit; what is done so far is kept.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'the folder is not writable. Choose another place with --cache or --run.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder is needed. Choose another place with --cache or --run.';
    case 'EMFILE':
    case 'ENFILE':
      return 'too many files are open. Raise the limit (ulimit -n).';
    default:
      return message;
  }
}
