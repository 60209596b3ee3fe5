import { readFiles } from '@ser/files';
import { ModelsError } from '../errors.ts';
import type { Classifier } from '../storage/classifier.ts';
import { unpackClassifier } from '../storage/unpack-classifier.ts';
import { asModelsError } from './as-models-error.ts';

/**
 * Loads a classifier from the folder that `saveClassifier` wrote, onto the current back end, whichever it is. While another
 * process saves there, it is the old classifier or the new one, whole.
 *
 * @throws {ModelsError} `file` when the folder cannot be read; `invalid-file` when it is damaged or of a newer format: the
 *   message names the folder and the file.
 */
export async function loadClassifier(dir: string): Promise<Classifier> {
  const files = await readFiles(dir).catch((cause) => {
    throw asModelsError(cause, 'file');
  });
  try {
    return await unpackClassifier(files);
  } catch (cause) {
    if (!ModelsError.isInstance(cause)) throw cause;
    throw new ModelsError(cause.code, `${dir}: ${cause.message}`, { cause });
  }
}
