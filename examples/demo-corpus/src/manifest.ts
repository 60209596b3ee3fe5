import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Name of the file that says what a corpus folder holds. */
export const manifestName = 'demo-corpus.json';

/** What a corpus folder holds, and what it was made from. */
export interface Manifest {
  readonly generator: '@ser-examples/demo-corpus';
  /** Raised whenever the same seed would sound different. */
  readonly version: number;
  readonly seed: number;
  /** Size in bytes of every file, by path below the folder; 0 for one that may be unfinished and is not to be trusted. */
  readonly files: Record<string, number>;
}

/** Only paths of this shape are ever taken from a manifest: it decides what is deleted. */
const ourPath = /^Actor_\d\d\/\d\d(?:-\d\d){6}\.wav$/;

/** Reads the manifest of a folder; null when there is none that can be trusted. */
export async function readManifest(dir: string): Promise<Manifest | null> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(dir, manifestName), 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return isManifest(value) ? value : null;
}

/** Replaces the manifest at once: whoever reads meanwhile sees the old one whole. */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const path = join(dir, manifestName);
  const beside = `${path}.${process.pid}.part`;
  await writeFile(beside, `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(beside, path);
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { generator, version, seed, files } = value as Partial<Manifest>;
  return (
    generator === '@ser-examples/demo-corpus' &&
    Number.isInteger(version) &&
    Number.isInteger(seed) &&
    typeof files === 'object' &&
    files !== null &&
    Object.entries(files).every(([path, size]) => ourPath.test(path) && Number.isInteger(size))
  );
}
