import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesError } from './errors.ts';
import { printable } from './printable.ts';
import { explainSystemError } from './reason-of.ts';

/** Options of {@link walkFiles}. */
export interface WalkOptions {
  /**
   * Which files are wanted, by their name; all others are passed over in silence.
   *
   * @default every file
   */
  readonly accept?: ((name: string) => boolean) | undefined;
  /**
   * Most files and problems together, 1 or more; a folder with more is refused.
   *
   * @default 1_000_000
   */
  readonly maxFiles?: number | undefined;
  /**
   * Most folders inside one another, 0 or more.
   *
   * @default 64
   */
  readonly maxDepth?: number | undefined;
  /** Stops the walk, with the signal's reason as the error. */
  readonly signal?: AbortSignal | undefined;
}

/** A regular file, or a link to one. */
export interface WalkedFile {
  /** Path as the caller may open it: the given folder, then the way down. */
  readonly path: string;
  /** Path below the folder, with `/` between folders on every system; a backslash in it is part of a name. */
  readonly relativePath: string;
  /** Last part of the path. */
  readonly name: string;
}

/** What looks like a wanted file or a folder, and cannot be used. */
export interface WalkProblem {
  /** Path as it is. */
  readonly path: string;
  /** Path below the folder. */
  readonly relativePath: string;
  /** Why, as the end of a sentence that begins with the path: `is not a regular file`. */
  readonly reason: string;
}

/** What operating systems, file managers, archivers and network storage leave behind, hidden names apart. */
const LITTER = new Set([
  '__macosx',
  'thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '$recycle.bin',
  'system volume information',
  'lost+found',
  '@eadir',
  '#recycle',
]);

/**
 * Finds every file below a folder, in order of path.
 *
 * Hidden names (`._*`, `.Trashes`, `.DS_Store`, …) and the litter of operating systems are left out. Links are followed;
 * each folder is entered once, by whatever way it is reached first, so that links in circles end. What is no regular file (a
 * pipe, a socket, a device), leads nowhere or cannot be read is a problem, not an error: one bad entry stops nothing.
 *
 * @throws {FilesError} `no-folder` where there is no such folder; `file` where it cannot be read; `limit` where it holds too
 * much; the signal's reason.
 */
export async function walkFiles(
  folder: string,
  options: WalkOptions = {},
): Promise<{ files: WalkedFile[]; problems: WalkProblem[] }> {
  const { accept = () => true, maxFiles = 1_000_000, maxDepth = 64, signal } = options;
  const files: WalkedFile[] = [];
  const problems: WalkProblem[] = [];
  const visited = new Set<string>([await rootOf(folder)]);
  const waiting: Stop[] = [{ relative: '', depth: 0 }];
  // Links to folders come last of all: a recording is found by its own path where it has one.
  const links: Stop[] = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop() ?? links.shift()) {
    signal?.throwIfAborted();
    const { relative, depth } = next;
    if (next.isLink && !(await enter(join(folder, relative), visited))) continue;
    const path = relative === '' ? folder : join(folder, relative);
    let entries: Dirent[];
    try {
      entries = await readdir(path, { withFileTypes: true });
    } catch (cause) {
      if (relative === '') throw unreadable(folder, cause);
      problems.push({ path, relativePath: relative, reason: `cannot be read: ${explainSystemError(cause)}` });
      continue;
    }
    for (const entry of entries) {
      const { name } = entry;
      if (name.startsWith('.') || LITTER.has(name.toLowerCase())) continue;
      const relativePath = relative === '' ? name : `${relative}/${name}`;
      const file = { path: join(path, name), relativePath, name };
      const kind = await kindOf(entry, file.path);
      if (kind === 'folder') {
        const isLink = entry.isSymbolicLink();
        if (depth >= maxDepth) {
          problems.push({ path: file.path, relativePath, reason: `lies more than ${maxDepth} folders deep` });
        } else if (isLink) links.push({ relative: relativePath, depth: depth + 1, isLink });
        else if (await enter(file.path, visited)) waiting.push({ relative: relativePath, depth: depth + 1 });
      } else if (!accept(name)) continue;
      else if (kind === 'file') files.push(file);
      else problems.push({ path: file.path, relativePath, reason: kind });
      if (files.length + problems.length > maxFiles) {
        throw new FilesError(
          'limit',
          `${printable(folder)} holds more than ${maxFiles} files. Choose a smaller folder.`,
          {
            received: folder,
          },
        );
      }
    }
  }
  const order = (a: WalkProblem | WalkedFile, b: WalkProblem | WalkedFile): number =>
    byCode(a.relativePath, b.relativePath);
  return { files: files.sort(order), problems: problems.sort(order) };
}

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function rootOf(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return await realpath(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadable(folder, cause);
    throw new FilesError('no-folder', `There is no folder ${printable(folder)}.`, { received: folder, cause });
  }
  throw new FilesError('no-folder', `${printable(folder)} is a file, not a folder.`, { received: folder });
}

/** A folder to look into. */
interface Stop {
  readonly relative: string;
  readonly depth: number;
  readonly isLink?: boolean;
}

type Kind = 'folder' | 'file' | 'is not a regular file' | 'is a link that leads nowhere';

async function kindOf(entry: Dirent, path: string): Promise<Kind> {
  try {
    const status = entry.isSymbolicLink() ? await stat(path) : entry;
    return status.isDirectory() ? 'folder' : status.isFile() ? 'file' : 'is not a regular file';
  } catch {
    return 'is a link that leads nowhere';
  }
}

/** Whether a folder is entered for the first time; one that cannot be looked up is entered, and will tell. */
async function enter(path: string, visited: Set<string>): Promise<boolean> {
  const target = await realpath(path).catch(() => path);
  if (visited.has(target)) return false;
  visited.add(target);
  return true;
}

function unreadable(folder: string, cause: unknown): FilesError {
  const reason = explainSystemError(cause);
  return new FilesError('file', `Cannot read the folder ${printable(folder)}: ${reason}.`, { received: folder, cause });
}
