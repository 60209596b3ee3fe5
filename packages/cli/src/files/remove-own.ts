import { readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes the files of a folder that this program names so, and the folder with them where nothing else is in it. */
export async function removeOwn(folder: string, isOwn: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isOwn)) await rm(join(folder, name), { force: true });
  await rmdir(folder).catch(() => {});
}
