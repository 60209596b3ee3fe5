import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ModelsError } from '../errors.ts';

const suffix = { fresh: '.new', old: '.old' };

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

const exists = (path: string): Promise<boolean> =>
  readdir(path).then(
    () => true,
    () => false,
  );

/**
 * Replaces a folder as a whole: the files are written into `<dir>.new`, which takes the place of `dir` by two renames. A
 * crash in between leaves the old folder under `<dir>.old`, where {@link readFolder} finds it.
 */
export async function replaceFolder(dir: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const target = resolve(dir);
  const [fresh, old] = [target + suffix.fresh, target + suffix.old];
  try {
    await mkdir(dirname(target), { recursive: true });
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh);
    for (const [name, bytes] of files) {
      await writeFile(join(fresh, name), bytes);
      await syncFile(join(fresh, name));
    }
    if (await exists(target)) {
      await rm(old, { recursive: true, force: true });
      await rename(target, old);
    }
    await rename(fresh, target);
    await rm(old, { recursive: true, force: true });
  } catch (cause) {
    throw new ModelsError('file', `Cannot write the folder ${target}: ${(cause as Error).message}`, { cause });
  }
}

/** Reads all files of a folder that {@link replaceFolder} wrote. */
export async function readFolder(dir: string): Promise<Map<string, Uint8Array>> {
  const target = resolve(dir);
  const place = (await exists(target)) ? target : target + suffix.old;
  try {
    const files = new Map<string, Uint8Array>();
    for (const entry of await readdir(place, { withFileTypes: true })) {
      if (entry.isFile()) files.set(entry.name, await readFile(join(place, entry.name)));
    }
    return files;
  } catch (cause) {
    throw new ModelsError('file', `Cannot read the folder ${target}: ${(cause as Error).message}`, { cause });
  }
}
