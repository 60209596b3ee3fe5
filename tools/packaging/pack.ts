import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { published, root } from '../checks/workspace.ts';
import { pnpm } from './pnpm.ts';

/** Path of each package's tarball, by folder name. */
export type Tarballs = Record<(typeof published)[number], string>;

/** Packs all that is published of a checkout as a release does, into a folder without tarballs. They must have been built. */
export async function pack(into: string, checkout: string = root): Promise<Tarballs> {
  const folders = published.map((name) => join(checkout, 'packages', name));
  await Promise.all(folders.map((folder) => pnpm(['pack', '--pack-destination', into], folder)));
  return findTarballs(into);
}

/** Finds the tarballs that an earlier {@link pack} left in a folder. */
export async function findTarballs(folder: string): Promise<Tarballs> {
  const files = await readdir(folder);
  const found = published.map((name) => {
    const matches = files.filter((file) => file.startsWith(`ser-${name}-`) && file.endsWith('.tgz'));
    if (matches.length !== 1)
      throw new Error(`${folder} must hold one tarball of @ser/${name}; it holds ${matches.length}.`);
    return [name, join(folder, matches[0]!)] as const;
  });
  return Object.fromEntries(found) as Tarballs;
}
