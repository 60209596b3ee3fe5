import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Shape, sha256 } from '@ser/files';
import * as v from 'valibot';

/** SHA-256 digests of files by name: what a later run needs to know them again. */
export type ListedFiles = Readonly<Record<string, string>>;

export const listedFiles: Shape<ListedFiles> = v.record(v.string(), v.string());

/** The list of files that are about to be written. */
export function listFiles(files: ReadonlyMap<string, Uint8Array>): ListedFiles {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, sha256(bytes)]));
}

/** Removes the files of a folder that a list names and that still hold what it says, but for those that are `kept`. */
export async function removeListed(
  folder: string,
  listed: ListedFiles,
  kept: { has(name: string): boolean },
): Promise<void> {
  for (const [name, digest] of Object.entries(listed)) {
    if (kept.has(name) || name !== basename(name)) continue;
    const path = join(folder, name);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes && sha256(bytes) === digest) await rm(path, { force: true });
  }
}
