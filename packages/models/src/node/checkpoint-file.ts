import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CheckpointStore } from '../training/checkpoint.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/**
 * Keeps the state of a training in a file, in safetensors format. The file is replaced as a whole after each epoch, so a
 * training that is killed at any moment goes on from the last epoch that ended.
 *
 * @param path The file; its folder is made when the first state is written.
 */
export function checkpointFile(path: string): CheckpointStore {
  return {
    async read() {
      try {
        return await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(bytes) {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomically(path, bytes);
    },
  };
}
