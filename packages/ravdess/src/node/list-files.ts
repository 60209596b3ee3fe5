import { FilesError, walkFiles } from '@ser/files';
import { RavdessError } from '../errors.ts';

/** A file below the corpus folder, not opened yet. */
export interface ListedFile {
  /** Path as the caller may open it: the given folder, then the way down. */
  readonly path: string;
  /** Path below the corpus folder, with `/` on every platform. */
  readonly relativePath: string;
  /** Last part of the path. */
  readonly name: string;
  /** Why it cannot be used: an unreadable folder, a socket, a dangling link. */
  readonly problem?: RavdessError;
}

/**
 * Lists every file below a folder, hidden files and the litter of file managers left out.
 *
 * Links are followed; a link back to a folder that was already visited is not.
 *
 * @throws RavdessError `folder-not-found` where the folder is missing or no folder, `file` where it cannot be read.
 */
export async function listFiles(folder: string, signal?: AbortSignal): Promise<ListedFile[]> {
  let found: Awaited<ReturnType<typeof walkFiles>>;
  try {
    found = await walkFiles(folder, { signal });
  } catch (cause) {
    if (!FilesError.isInstance(cause)) throw cause;
    const isThere = cause.code !== 'no-folder';
    const remedy = isThere ? '' : " Give the folder that holds the Actor_NN folders or their archives' folders.";
    throw new RavdessError(isThere ? 'file' : 'folder-not-found', cause.message + remedy, {
      field: 'dir',
      received: folder,
      cause,
    });
  }
  const problems = found.problems.map(({ path, relativePath, reason }) => ({
    path,
    relativePath,
    name: relativePath.slice(relativePath.lastIndexOf('/') + 1),
    problem: new RavdessError('file', `${path} ${reason}.`, { received: path }),
  }));
  return [...found.files, ...problems];
}
