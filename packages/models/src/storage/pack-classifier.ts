import * as tf from '@tensorflow/tfjs';
import { ModelsError } from '../errors.ts';
import { backboneFingerprint } from '../families/backbone-fingerprint.ts';
import type { Backbone } from '../families/describe-backbone.ts';
import { sha256 } from '../weights/fingerprint-weights.ts';
import { checkTrainedOn } from './check-trained-on.ts';
import type { BackboneReference, ClassifierFiles, ClassifierToSave } from './classifier.ts';
import { descriptionDigest, isFinite32 } from './description-digest.ts';
import { writeModelCard } from './model-card.ts';

/** Version of the folder's layout; a reader refuses a newer one. Version 2 has digests. */
export const CLASSIFIER_FORMAT = 2;

async function referenceTo(backbone: Backbone | BackboneReference): Promise<BackboneReference> {
  const { name, inputShape, outputDim } = backbone;
  const fingerprint = 'graph' in backbone ? await backboneFingerprint(backbone) : backbone.fingerprint;
  return { name, inputShape, outputDim, fingerprint };
}

/** Copies a model out of TensorFlow.js: topology and weights, whatever the back end. */
async function modelArtifacts(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let artifacts: tf.io.ModelArtifacts | undefined;
  const handler = tf.io.withSaveHandler((received) => {
    artifacts = received;
    return Promise.resolve({ modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(received) });
  });
  await model.save(handler);
  return artifacts!;
}

/**
 * Turns a classifier into the files of its folder, in memory: for browsers, and for stores that are not folders.
 *
 * `model.json` and `weights.bin` are the TensorFlow.js layers format, readable by `tf.loadLayersModel` after
 * `registerLayers()`.
 *
 * @param savedBy Package and version written into the files.
 * @throws {ModelsError} `invalid-input` when the labels are not one for each output, or twice the same, or the backbone
 *   gives embeddings of another length than the head takes or is not the one of `trainedOn`, or a weight is not finite.
 */
export async function packClassifier(classifier: ClassifierToSave, savedBy = '@ser/models'): Promise<ClassifierFiles> {
  const { head, labels, preprocessing, card = {}, trainedOn } = classifier;
  const classes = head.outputs[0]!.shape[head.outputs[0]!.shape.length - 1];
  if (labels.length !== classes || new Set(labels).size !== labels.length) {
    throw new ModelsError(
      'invalid-input',
      `A classifier of ${classes} classes needs ${classes} different labels, in the order of its output. Received ${labels.length}: ${labels.join(', ')}.`,
    );
  }
  const backbone = classifier.backbone ? await referenceTo(classifier.backbone) : null;
  if (backbone && trainedOn) checkTrainedOn(backbone, trainedOn);
  const inputDim = head.inputs[0]!.shape[1];
  if (backbone && backbone.outputDim !== inputDim) {
    throw new ModelsError(
      'invalid-input',
      `The head takes embeddings of length ${inputDim}, and the backbone ${backbone.name} gives ${backbone.outputDim}. Save a head with the backbone that made its embeddings.`,
    );
  }
  const artifacts = await modelArtifacts(head);
  const { modelTopology, weightSpecs, weightData, format, generatedBy } = artifacts;
  const weights = new tf.io.CompositeArrayBuffer(weightData).slice();
  const topology = {
    format,
    generatedBy,
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  };
  const text = (value: string) => new TextEncoder().encode(value);
  const [modelFile, weightFile] = [text(JSON.stringify(topology)), new Uint8Array(weights)];
  if (!isFinite32(weights)) {
    throw new ModelsError('invalid-input', 'The head has weights that are not finite numbers. Train it anew.');
  }
  const listed = async (bytes: Uint8Array) => ({ bytes: bytes.length, sha256: await sha256(bytes) });
  const description = {
    format: 'ser-classifier',
    formatVersion: CLASSIFIER_FORMAT,
    savedBy,
    labels,
    backbone,
    preprocessing,
    card,
    files: { 'model.json': await listed(modelFile), 'weights.bin': await listed(weightFile) },
  };
  const sealed = { ...description, sha256: await descriptionDigest(description) };
  return new Map([
    ['classifier.json', text(`${JSON.stringify(sealed, null, 2)}\n`)],
    ['model.json', modelFile],
    ['weights.bin', weightFile],
    ['README.md', text(writeModelCard({ labels, backbone, preprocessing, card, savedBy }))],
  ]);
}
