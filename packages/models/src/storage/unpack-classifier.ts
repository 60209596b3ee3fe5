import * as tf from '@tensorflow/tfjs';
import * as v from 'valibot';
import { ModelsError } from '../errors.ts';
import { registerLayers } from '../heads/register-layers.ts';
import { sizeOf } from '../weights/weight-specs.ts';
import { checkTopology } from './check-topology.ts';
import type { Classifier, ClassifierFiles } from './classifier.ts';
import { classifierSchema, modelSchema } from './classifier-schema.ts';
import { checkDigests, isFinite32 } from './description-digest.ts';
import { CLASSIFIER_FORMAT } from './pack-classifier.ts';
import { parseJson } from './parse-json.ts';

function fileNamed(files: ClassifierFiles, name: string): Uint8Array {
  const bytes = files.get(name);
  if (!bytes) throw new ModelsError('invalid-file', `A saved classifier has a file ${name}. It is missing.`);
  return bytes;
}

/**
 * Reads the files that {@link packClassifier} made, onto the current back end.
 *
 * @throws {ModelsError} `invalid-file` when a file is missing, cut off, changed since it was saved, or of a newer
 *   format; the message names it.
 */
export async function unpackClassifier(files: ClassifierFiles): Promise<Classifier> {
  registerLayers();
  const head = fileNamed(files, 'classifier.json');
  const { format, formatVersion } = parseJson(head, 'classifier.json', versionSchema);
  if (format !== 'ser-classifier' || !((formatVersion as number) <= CLASSIFIER_FORMAT)) {
    throw new ModelsError(
      'invalid-file',
      `classifier.json must say format "ser-classifier", version ${CLASSIFIER_FORMAT} at most. It says ${shortened(format)}, version ${shortened(formatVersion)}; a newer @ser/models reads it.`,
    );
  }
  const description = parseJson(head, 'classifier.json', classifierSchema);
  await checkDigests(description, files);
  const model = parseJson(fileNamed(files, 'model.json'), 'model.json', modelSchema);
  const weightSpecs = model.weightsManifest.flatMap(({ weights }) => weights);
  const expected = weightSpecs.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
  const weights = files.get('weights.bin');
  if (weights?.length !== expected) {
    throw new ModelsError(
      'invalid-file',
      `weights.bin must hold the ${expected} bytes that model.json describes. It holds ${weights?.length ?? 0}: the folder is damaged.`,
    );
  }
  const weightData = new Uint8Array(weights).buffer;
  if (!isFinite32(weightData)) {
    throw new ModelsError(
      'invalid-file',
      'weights.bin holds weights that are not finite numbers. Train the model again.',
    );
  }
  checkTopology(model.modelTopology, weightSpecs);
  return {
    head: await build({ modelTopology: model.modelTopology, weightSpecs: [...weightSpecs], weightData }),
    backbone: description.backbone,
    labels: description.labels,
    preprocessing: description.preprocessing,
    card: description.card,
    savedBy: description.savedBy,
  };
}

/** TensorFlow.js' own complaint, of a layer that it does not know or weights that do not fit, is one of the file. */
async function build(artifacts: tf.io.ModelArtifacts): Promise<tf.LayersModel> {
  try {
    return await tf.loadLayersModel(tf.io.fromMemory(artifacts));
  } catch (cause) {
    const reason = String((cause as Error).message ?? cause).slice(0, 160);
    throw new ModelsError('invalid-file', `model.json does not hold a model that can be built: ${reason}`, { cause });
  }
}

const versionSchema = v.object({ format: v.optional(v.unknown()), formatVersion: v.optional(v.unknown()) });
const shortened = (value: unknown): string => String(JSON.stringify(value)).slice(0, 40);
