import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ModelsError } from '../errors.ts';

/** Appends pieces to a file, in the order of the calls; the file and its folder are made by the first. */
export function appendFile(path: string): {
  append(piece: Uint8Array | string): Promise<void>;
  close(): Promise<void>;
} {
  let file: ReturnType<typeof open> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return {
    append(piece) {
      const written = last.then(async () => {
        try {
          file ??= mkdir(dirname(path), { recursive: true }).then(() => open(path, 'a'));
          await (await file).appendFile(piece);
        } catch (cause) {
          throw new ModelsError('file', `Cannot append to ${path}: ${(cause as Error).message}`, { cause });
        }
      });
      last = written.catch(() => {});
      return written;
    },
    async close() {
      await last;
      // A file that could not be opened has told so when it was written to.
      await file?.then(
        (handle) => handle.close(),
        () => {},
      );
      file = undefined;
    },
  };
}
