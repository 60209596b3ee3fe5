import { dirname, join } from 'node:path';
import { backboneFingerprint, backboneGraph, describeBackbone } from '@ser/models';
import { loadClassifier } from '@ser/models/node';
import type { LayersModel } from '@tensorflow/tfjs';
import { SerError } from '../errors.ts';
import { MODELS, type ModelName } from '../models.ts';
import { type ModelFolder, readJson } from '../run-folder.ts';
import { splitClassifier } from '../training/join-classifier.ts';
import { checkBackbone } from './check-backbone.ts';
import { type BackboneContext, type LoadedBackbone, loadBackbone } from './embed-corpus.ts';
import type { TrainingRecord } from './train-model.ts';

/** A trained model: its backbone, fine-tuned or as it was, and the head on that backbone's embeddings. */
export interface OpenClassifier {
  readonly record: TrainingRecord;
  readonly loaded: LoadedBackbone;
  readonly head: LayersModel;
  /** Classes of the head's outputs, in their order. */
  readonly labels: readonly string[];
}

/** A model's folder, and the `identity` that the run's `run.json` tells. */
export interface ModelOfRun {
  readonly folder: ModelFolder;
  readonly identity: string;
}

/** Reads what `training.json` says of a model; says what to do where the model is not trained, or in an earlier run only. */
async function readTraining(model: ModelName, { folder, identity }: ModelOfRun): Promise<TrainingRecord> {
  const record = await readJson<TrainingRecord>(folder.training);
  if (record && record.identity !== identity) {
    throw new SerError(
      `The ${model} in ${folder.path} is of an earlier run: it was trained with other settings or on another split than run.json now tells, so that it may have learned from what is the test part now. ` +
        `Train it again: ser train --model ${model} --run ${dirname(folder.path)}, with the options of this run.`,
    );
  }
  if (record) return record;
  if (await readJson(join(folder.path, 'folds.json'))) {
    throw new SerError(
      `${folder.path} holds the pooled results of a cross-validation, whose models lie in the folds: give one of them, such as --run ${join(dirname(folder.path), 'fold-0')}.`,
    );
  }
  throw new SerError(
    `${folder.path} holds no finished training of ${model}. Train it first: ser train --model ${model}`,
  );
}

/**
 * Loads a trained model. A fine-tuned backbone comes from the model's own folder, any other one from where it came from
 * for the training.
 *
 * @param known That other backbone, where it is at hand.
 */
export async function openClassifier(
  model: ModelName,
  place: ModelOfRun,
  inputShape: readonly [number, number, number],
  context: BackboneContext,
  known?: LoadedBackbone,
): Promise<OpenClassifier> {
  const record = await readTraining(model, place);
  const classifier = await loadClassifier(place.folder.classifier);
  const { labels } = classifier;
  if (classifier.backbone === null) {
    const whole = classifier.head;
    try {
      const name = MODELS[model].backbone;
      const graph = backboneGraph(name, { inputShape, pooling: 'avg' });
      const { weights, head } = await splitClassifier(whole, graph, context.settings);
      const backbone = describeBackbone(name, { inputShape, pooling: 'avg', weights });
      const fingerprint = await backboneFingerprint(backbone);
      return { record, head, labels, loaded: { backbone, weights, source: record.weights, fingerprint } };
    } finally {
      whole.dispose();
    }
  }
  const loaded = known ?? (await loadBackbone(model, inputShape, record.weights, context));
  checkBackbone(model, classifier, loaded);
  return { record, head: classifier.head, labels, loaded };
}
