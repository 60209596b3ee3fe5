import { explainSystemError as explain, FilesError, makeFolder as make, writeFileAtomic as write } from '@ser/files';
import { SerError } from '../errors.ts';

/**
 * Writes a whole file or none, through `@ser/files`, and says what to do where that fails.
 *
 * @throws {SerError} with the options that choose another place.
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  await write(path, data).catch(told(path));
}

/**
 * As {@link writeFileAtomic}, for small results that are only worth keeping, not worth a flush to the disk each. The bytes
 * wait at `beside`, on the same volume; its folder and that of `path` must exist.
 */
export async function writeCacheFile(path: string, data: Uint8Array, beside: string): Promise<void> {
  await write(path, data, { durable: false, makeFolder: false, beside }).catch(told(path));
}

/** Makes a folder with its parents. */
export async function makeFolder(path: string): Promise<void> {
  await make(path).catch(told(path));
}

const told =
  (path: string) =>
  (cause: unknown): never => {
    const reason = FilesError.isInstance(cause) ? cause.cause : cause;
    throw new SerError(`Cannot write ${path}: ${explainSystemError(reason as NodeJS.ErrnoException)}`, { cause });
  };

const anotherPlace = 'Choose another place with --cache or --run.';

/** What a failure of the file system means, and what to do with the options of this program. */
export function explainSystemError(error: NodeJS.ErrnoException): string {
  const words = explain(error);
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `${words}. Free some space, or choose another place with --cache and --run; what is done so far is kept.`;
    case 'EFBIG':
      return `${words}. Raise the limit; what is done so far is kept.`;
    case 'EMFILE':
    case 'ENFILE':
      return `${words}. Raise the limit.`;
    case 'ENOENT':
      return error.syscall === 'mkdir' ? `${words}. ${anotherPlace}` : words;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EEXIST':
      return `${words}. ${anotherPlace}`;
    default:
      return words;
  }
}
