import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { ModelsError } from '../errors.ts';
import type { ByteSource } from '../weights/byte-source.ts';
import { compileStored } from './compile-stored.ts';

/**
 * A file of which parts are read when they are asked for, so that weights larger than the memory left can be opened.
 *
 * @throws {ModelsError} `file` where it cannot be read, now or later, or was changed since it was opened.
 */
export async function fileSource(path: string): Promise<ByteSource> {
  const real = await realpath(path).catch((cause: Error) => {
    throw unreadable(path, cause.message, cause);
  });
  const { size, mtimeMs } = withFile(real, (file) => fstatSync(file));
  const read = (begin: number, end: number): Uint8Array =>
    withFile(real, (file) => {
      const now = fstatSync(file);
      if (now.size !== size || now.mtimeMs !== mtimeMs) {
        throw unreadable(real, 'it was changed since it was opened. Open the model again');
      }
      const bytes = new Uint8Array(end - begin);
      for (let done = 0; done < bytes.length; ) {
        const count = readSync(file, bytes, done, bytes.length - done, begin + done);
        if (count === 0) throw unreadable(real, 'it ends before its weights do');
        done += count;
      }
      return bytes;
    });
  return {
    path: real,
    length: size,
    read,
    compile: (graph, weights) => {
      // Whoever maps the file trusts it from now on.
      read(0, 0);
      return compileStored(graph, weights);
    },
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
