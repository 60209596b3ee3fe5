import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
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

/** What file managers and archivers leave behind, hidden files apart. */
const LITTER = new Set(['__macosx', 'thumbs.db', 'desktop.ini']);

/**
 * Lists every file below a folder, hidden files and the litter of file managers left out.
 *
 * Links are followed; a link back to a folder that was already visited is not.
 *
 * @throws RavdessError `folder-not-found` where the folder is missing or no folder, `file` where it cannot be read.
 */
export async function listFiles(folder: string, signal?: AbortSignal): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  const visited = new Set<string>([await root(folder)]);
  const waiting: string[] = [''];
  for (let relative = waiting.pop(); relative !== undefined; relative = waiting.pop()) {
    signal?.throwIfAborted();
    const path = relative === '' ? folder : join(folder, relative);
    let entries: Dirent[];
    try {
      entries = await readdir(path, { withFileTypes: true });
    } catch (cause) {
      const problem = unreadable(path, cause);
      if (relative === '') throw problem;
      files.push({ path, relativePath: relative, name: relative.slice(relative.lastIndexOf('/') + 1), problem });
      continue;
    }
    for (const entry of entries) {
      const { name } = entry;
      if (name.startsWith('.') || LITTER.has(name.toLowerCase())) continue;
      const relativePath = relative === '' ? name : `${relative}/${name}`;
      const file = { path: join(path, name), relativePath, name };
      const kind = entry.isSymbolicLink() ? await linkKind(file.path, visited) : kindOf(entry);
      if (kind === 'folder') waiting.push(relativePath);
      else if (kind === 'file') files.push(file);
      else if (kind !== 'visited')
        files.push({ ...file, problem: new RavdessError('file', `${file.path} is ${kind}.`) });
    }
  }
  return files;
}

async function root(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return await realpath(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(folder, cause);
    throw new RavdessError(
      'folder-not-found',
      `There is no folder ${folder}. Give the folder that holds the Actor_NN folders or their archives' folders.`,
      { field: 'dir', received: folder, cause },
    );
  }
  throw new RavdessError('folder-not-found', `${folder} is a file. Give the folder that holds the Actor_NN folders.`, {
    field: 'dir',
    received: folder,
  });
}

type Kind = 'folder' | 'file' | 'visited' | 'not a regular file' | 'a link that leads nowhere';

function kindOf(entry: { isDirectory(): boolean; isFile(): boolean }): Kind {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : 'not a regular file';
}

/** Linked folders are entered once: a link to a folder above would lead round in circles. */
async function linkKind(path: string, visited: Set<string>): Promise<Kind> {
  try {
    const kind = kindOf(await stat(path));
    if (kind !== 'folder') return kind;
    const target = await realpath(path);
    if (visited.has(target)) return 'visited';
    visited.add(target);
    return 'folder';
  } catch {
    return 'a link that leads nowhere';
  }
}

function unreadable(path: string, cause: unknown): RavdessError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new RavdessError('file', `Cannot read the folder ${path}: ${reason}.`, { received: path, cause });
}
