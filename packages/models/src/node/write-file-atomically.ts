import { open, rename, rm } from 'node:fs/promises';

let count = 0;

/**
 * Writes a file beside its place, forces it to the disk and renames it into place, so that a crash leaves the old file or
 * the new one, never half of either.
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = `${path}.${process.pid}-${count++}.tmp`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
