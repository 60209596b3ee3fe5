import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FilesError } from './errors.ts';
import { explainSystemError } from './reason-of.ts';
import { temporaryName } from './temporary-name.ts';

/** Options of {@link writeFileAtomic}. */
export interface WriteFileOptions {
  /**
   * Whether the bytes are forced to the disk before the name is, so that a power cut leaves the old file or the new one.
   * Results that are merely worth keeping may do without.
   *
   * @default true
   */
  readonly durable?: boolean | undefined;
  /**
   * Whether missing folders on the way are made.
   *
   * @default true
   */
  readonly makeFolder?: boolean | undefined;
  /**
   * Where the bytes wait until they are whole; a path on the same volume, in a folder that exists.
   *
   * @default a name of its own beside the file
   */
  readonly beside?: string | undefined;
  /** Stops the writing of a stream, with the signal's reason as the error. */
  readonly signal?: AbortSignal | undefined;
}

/** What a file is made of: bytes, text, or pieces of bytes as they come. */
export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Writes a whole file or none: the bytes go to a neighbor first, which then takes the name.
 *
 * Whatever interrupts it, a reader finds the old file or the new one; two processes may write the same path at once. What a
 * kill leaves beside is cleared away by `sweepTemporaryFiles`.
 *
 * @throws {FilesError} `file`, with the reason as `cause`; nothing is left behind then. Errors of a stream pass unchanged.
 */
export async function writeFileAtomic(
  path: string,
  content: FileContent,
  options: WriteFileOptions = {},
): Promise<void> {
  const { durable = true, makeFolder: makes = true, beside = `${path}.${temporaryName()}`, signal } = options;
  let failure: { readonly ofStream: unknown } | undefined;
  try {
    if (makes) await mkdir(dirname(path), { recursive: true });
    const file = await open(beside, 'w');
    try {
      if (typeof content === 'string' || ArrayBuffer.isView(content)) await file.writeFile(content);
      else {
        const pieces = guarded(content, (error) => {
          failure = { ofStream: error };
        });
        for await (const piece of pieces) {
          signal?.throwIfAborted();
          await file.writeFile(piece);
        }
      }
      // Without this a power cut can leave the new name on empty blocks.
      if (durable) await file.sync();
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
    await renameFile(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {});
    signal?.throwIfAborted();
    if (failure) throw failure.ofStream;
    throw cannotWrite(path, cause);
  }
}

/** Passes pieces on and takes note of an error that is the stream's own. */
async function* guarded(
  content: AsyncIterable<Uint8Array>,
  note: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (error) {
    note(error);
    throw error;
  }
}

/**
 * Makes a folder with its parents.
 *
 * @throws {FilesError} `file` where it cannot be made.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw cannotWrite(path, cause);
  }
}

/** Renames; on Windows a reader or a virus scanner may hold the target for a moment, so that it is tried again. */
export async function renameFile(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const passes = process.platform === 'win32' && (code === 'EPERM' || code === 'EACCES' || code === 'EBUSY');
      if (!passes || attempt === 8) throw error;
      await sleep(2 ** attempt);
    }
  }
}

function cannotWrite(path: string, cause: unknown): FilesError {
  return new FilesError('file', `Cannot write ${path}: ${explainSystemError(cause)}.`, { received: path, cause });
}
