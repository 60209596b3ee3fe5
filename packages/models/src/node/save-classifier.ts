import { readFile } from 'node:fs/promises';
import { replaceFiles } from '@ser/files';
import type { ClassifierToSave } from '../storage/classifier.ts';
import { packClassifier } from '../storage/pack-classifier.ts';
import { asModelsError } from './as-models-error.ts';

/**
 * Saves a classifier as a folder: model, labels, preprocessing settings, version and a model card.
 *
 * Its files are replaced all at once: whoever loads sees the old classifier or the new one, also after a crash; whatever fails
 * leaves the old one. All other files of the folder and beside it stay.
 *
 * @param dir The folder; made with its parents.
 * @throws {ModelsError} `invalid-input` as `packClassifier`; `file` when the folder cannot be written.
 */
export async function saveClassifier(dir: string, classifier: ClassifierToSave): Promise<void> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  const files = await packClassifier(classifier, `${name} ${version}`);
  await replaceFiles(dir, files).catch((cause) => {
    throw asModelsError(cause, 'file');
  });
}
