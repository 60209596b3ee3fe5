import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { registerLayers } from '../heads/register-layers.ts';
import type { Classifier, ClassifierFiles } from './classifier.ts';
import { CLASSIFIER_FORMAT } from './pack-classifier.ts';

function readJson(files: ClassifierFiles, name: string): Record<string, unknown> {
  const bytes = files.get(name);
  if (!bytes) throw new ModelsError('invalid-file', `A saved classifier has a file ${name}. It is missing.`);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch (cause) {
    throw new ModelsError('invalid-file', `${name} of a saved classifier must be JSON. It is not.`, { cause });
  }
}

/**
 * Reads the files that {@link packClassifier} made, onto the current back end.
 *
 * @throws {ModelsError} `invalid-file` when a file is missing, cut off or of a newer format.
 */
export async function unpackClassifier(files: ClassifierFiles): Promise<Classifier> {
  registerLayers();
  const description = readJson(files, 'classifier.json') as unknown as Omit<Classifier, 'head'> & {
    readonly format: string;
    readonly formatVersion: number;
  };
  if (description.format !== 'ser-classifier' || !(description.formatVersion <= CLASSIFIER_FORMAT)) {
    throw new ModelsError(
      'invalid-file',
      `classifier.json must say format "ser-classifier", version ${CLASSIFIER_FORMAT} at most. It says "${description.format}", version ${description.formatVersion}; a newer @ser/models reads it.`,
    );
  }
  const model = readJson(files, 'model.json') as unknown as tf.io.ModelJSON;
  if (!model.modelTopology || !Array.isArray(model.weightsManifest)) {
    throw new ModelsError('invalid-file', 'model.json must hold a TensorFlow.js layers model. It does not.');
  }
  const weights = files.get('weights.bin');
  const weightSpecs = model.weightsManifest.flatMap((group) => group.weights);
  const expected = weightSpecs.reduce((sum, { shape }) => sum + 4 * shape.reduce((product, n) => product * n, 1), 0);
  if (weights?.length !== expected) {
    throw new ModelsError(
      'invalid-file',
      `weights.bin must hold the ${expected} bytes that model.json describes. It holds ${weights?.length ?? 0}: the folder is damaged.`,
    );
  }
  const head = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology: model.modelTopology, weightSpecs, weightData: new Uint8Array(weights).buffer }),
  );
  const { backbone, labels, preprocessing, card, savedBy } = description;
  return { head, backbone, labels, preprocessing, card, savedBy };
}
