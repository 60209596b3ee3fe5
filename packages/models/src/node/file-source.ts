import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { ModelsError } from '../errors.ts';
import type { ByteSource } from '../weights/byte-source.ts';
import { compileStored } from './compile-stored.ts';

/**
 * A file of which parts are read when they are asked for, so that weights larger than the memory left can be opened.
 *
 * @throws {ModelsError} `file` where it cannot be read, now or later, or has another length than at first.
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const real = await realpath(path).catch((cause: Error) => {
    throw unreadable(path, cause.message, cause);
  });
  const length = withFile(real, (file) => fstatSync(file).size);
  return {
    path: real,
    length,
    compile: compileStored,
    read: (begin, end) =>
      withFile(real, (file) => {
        const bytes = new Uint8Array(end - begin);
        for (let done = 0; done < bytes.length; ) {
          const count = readSync(file, bytes, done, bytes.length - done, begin + done);
          if (count === 0) throw unreadable(real, 'it became shorter while it was used');
          done += count;
        }
        return bytes;
      }),
  };
}

function withFile<T>(path: string, work: (file: number) => T): T {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return work(file);
  } catch (cause) {
    if (ModelsError.isInstance(cause)) throw cause;
    throw unreadable(path, (cause as Error).message, cause);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): ModelsError {
  return new ModelsError('file', `${path} cannot be read: ${reason}`, { cause });
}
