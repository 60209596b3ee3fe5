import { readFile } from 'node:fs/promises';
import type { ClassifierToSave } from '../storage/classifier.ts';
import { packClassifier } from '../storage/pack-classifier.ts';
import { replaceFolder } from './replace-folder.ts';

/**
 * Saves a classifier as a folder: model, labels, preprocessing settings, version and a model card.
 *
 * The folder is replaced as a whole; whatever fails leaves the old one.
 *
 * @param dir The folder; made with its parents.
 * @throws {ModelsError} `invalid-input` as `packClassifier`; `file` when the folder cannot be written.
 */
export async function saveClassifier(dir: string, classifier: ClassifierToSave): Promise<void> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { name, version } = JSON.parse(manifest) as { name: string; version: string };
  await replaceFolder(dir, await packClassifier(classifier, `${name} ${version}`));
}
