import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SerError } from '../errors.ts';

let counter = 0;

/**
 * Writes a whole file or none: the bytes go to a neighbour first, which then takes the name.
 *
 * Whatever interrupts it, a reader finds the old file or the new one. Two processes may write the same path at once.
 */
export async function writeFileAtomic(path: string, data: string | Uint8Array): Promise<void> {
  await replaceFile(path, data, { durable: true });
}

/**
 * As {@link writeFileAtomic}, for small results that are only worth keeping, not worth a flush to the disk each; the folder
 * must exist.
 */
export async function writeCacheFile(path: string, data: Uint8Array): Promise<void> {
  await replaceFile(path, data, { durable: false });
}

/** A durable file has its folder made and its bytes flushed; a cache file has neither. */
async function replaceFile(path: string, data: string | Uint8Array, { durable }: { durable: boolean }): Promise<void> {
  const beside = `${path}.${process.pid}-${counter++}.tmp`;
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
    throw new SerError(`Cannot write ${path}: ${explain(cause)}`, { cause });
  }
}

function explain(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
      return 'the disk is full. Free some space, or choose another place with --cache and --run; what is done so far is kept.';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'the folder is not writable. Choose another place with --cache or --run.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands where a folder is needed. Choose another place with --cache or --run.';
    default:
      return message;
  }
}
