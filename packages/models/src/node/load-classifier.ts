import type { Classifier } from '../storage/classifier.ts';
import { unpackClassifier } from '../storage/unpack-classifier.ts';
import { readFolder } from './replace-folder.ts';

/**
 * Loads a classifier from the folder that `saveClassifier` wrote, onto the current back end, whichever it is.
 *
 * @throws {ModelsError} `file` when the folder cannot be read; `invalid-file` when it is damaged or of a newer format.
 */
export async function loadClassifier(dir: string): Promise<Classifier> {
  return unpackClassifier(await readFolder(dir));
}
