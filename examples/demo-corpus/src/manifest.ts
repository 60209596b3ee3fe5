import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FilesError, openSealedJson, sealJson, writeFileAtomic } from '@ser/files';

/** Name of the file that says what a corpus folder holds. */
export const manifestName = 'demo-corpus.json';

/** What a corpus folder holds, and what it was made from. */
export interface Manifest {
  readonly generator: '@ser-examples/demo-corpus';
  /** Raised whenever the same seed would sound different. */
  readonly version: number;
  readonly seed: number;
  /** SHA-256 of every file, by path below the folder; empty for one that may be unfinished and is not to be trusted. */
  readonly files: Record<string, string>;
}

/** Only paths of this shape are ever taken from a manifest: it decides what is deleted. */
const ourPath = /^Actor_\d\d\/\d\d(?:-\d\d){6}\.wav$/;

/** Reads the manifest of a folder; null when there is none as this generator wrote it. */
export async function readManifest(dir: string): Promise<Manifest | null> {
  const path = join(dir, manifestName);
  try {
    const value = openSealedJson(await readFile(path, 'utf8'), { path, remedy: 'Remove the folder.' });
    return isManifest(value) ? value : null;
  } catch (error) {
    if (FilesError.isInstance(error) || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Replaces the manifest at once: whoever reads meanwhile sees the old one whole. */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  await writeFileAtomic(join(dir, manifestName), sealJson({ ...manifest }));
}

function isManifest(value: object): value is Manifest {
  const { generator, version, seed, files } = value as Partial<Manifest>;
  return (
    generator === '@ser-examples/demo-corpus' &&
    Number.isInteger(version) &&
    Number.isInteger(seed) &&
    typeof files === 'object' &&
    files !== null &&
    Object.entries(files).every(([path, digest]) => ourPath.test(path) && /^([0-9a-f]{64})?$/.test(digest))
  );
}
