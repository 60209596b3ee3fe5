import { readFile } from 'node:fs/promises';
import { writeFileAtomic } from '@ser/files';
import type { CheckpointStore } from '../training/checkpoint.ts';
import { asModelsError } from './as-models-error.ts';

/**
 * Keeps the state of a training in a file, in safetensors format. The file is replaced as a whole after each epoch, so a
 * training that is killed at any moment goes on from the last epoch that ended.
 *
 * @param path The file; its folder is made when the first state is written.
 */
export function checkpointFile(path: string): CheckpointStore {
  return {
    name: path,
    async read() {
      try {
        return await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async write(bytes) {
      await writeFileAtomic(path, bytes).catch((cause) => {
        throw asModelsError(cause, 'file');
      });
    },
  };
}
