import { access, copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

/** Folder of a repository in huggingface_hub's cache: `models--owner--name`. */
export function repositoryFolder(cacheDir: string, repository: string): string {
  return join(cacheDir, `models--${repository.replaceAll('/', '--')}`);
}

/** Where a file's content is kept, by its checksum. */
export function blobPath(folder: string, etag: string): string {
  return join(folder, 'blobs', etag);
}

/** Where a file of a commit is found by its name: a link to its content. */
export function snapshotPath(folder: string, commit: string, file: string): string {
  return join(folder, 'snapshots', commit, file);
}

/** The commit that a branch or tag was last seen at; undefined where it is not known. */
export async function knownCommit(folder: string, revision: string): Promise<string | undefined> {
  if (isCommit(revision)) return revision;
  const text = await readFile(join(folder, 'refs', revision), 'utf8').catch(() => '');
  return isCommit(text.trim()) ? text.trim() : undefined;
}

/** Notes which commit a branch or tag is at. */
export async function noteCommit(folder: string, revision: string, commit: string): Promise<void> {
  if (isCommit(revision)) return;
  const path = join(folder, 'refs', revision);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, commit);
}

/** Where it is noted that a commit has no file of a name. */
export function absencePath(folder: string, commit: string, file: string): string {
  return join(folder, '.no_exist', commit, file);
}

/** Notes that a commit has no file of a name; a branch may get one. */
export async function noteAbsence(folder: string, revision: string, file: string): Promise<void> {
  if (!isCommit(revision)) return;
  const path = absencePath(folder, revision, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '');
}

/** Links a file of a commit to its content, or copies it where links are not allowed. */
export async function linkSnapshot(folder: string, commit: string, file: string, etag: string): Promise<string> {
  const path = snapshotPath(folder, commit, file);
  const blob = blobPath(folder, etag);
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(relative(dirname(path), blob), path).catch(() => copyFile(blob, path));
  return path;
}

/** A commit, 40 hexadecimal digits. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/** Whether a file is there and can be read. */
export function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
