import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { fitShape } from '@ser/files';
import { loadClassifier } from '@ser/models/node';
import type { LayersModel } from '@tensorflow/tfjs';
import { SerError } from '../../errors.ts';
import { calibrationShape } from '../../evaluation/calibration.ts';
import type { LoadContext, LoadedBackbone, Model } from '../../models/model.ts';
import { anyRecord, type ModelFolder, readRecord, runFolder } from '../../run-folder.ts';
import { settingsOf } from '../../settings/settings-of.ts';
import { type TrainingRecord, trainingRecord } from '../train/training-record.ts';

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

/** A classifier on the disk, and what is known of its training. */
export interface SavedModel {
  /** Folder of the classifier. */
  readonly classifier: string;
  readonly record: Pick<TrainingRecord, 'weights' | 'calibration' | 'lowestRate'>;
}

/** Reads what `training.json` says of a model; says what to do where the model is not trained, or in an earlier run only. */
export async function readTraining(
  { name: model }: { readonly name: string },
  { folder, identity }: ModelOfRun,
): Promise<TrainingRecord> {
  const record = await readRecord(folder.training, trainingRecord);
  if (record && record.identity !== identity) {
    throw new SerError(
      `The ${model} in ${folder.path} is of an earlier run: it was trained with other settings or on another split than run.json now tells, so that it may have learned from what is the test part now. ` +
        `Train it again: ser train --model ${model} --run ${dirname(folder.path)}, with the options of this run.`,
    );
  }
  if (record) return record;
  if (await readRecord(folder.folds, anyRecord)) {
    throw new SerError(
      `${folder.path} holds the pooled results of a cross-validation, whose models lie in the folds: give one of them, such as --run ${runFolder(dirname(folder.path)).fold(0).path}.`,
    );
  }
  throw new SerError(
    `${folder.path} holds no finished training of ${model}. Train it first: ser train --model ${model}`,
  );
}

/** How probabilities are to be taken, where the classifier itself tells: its digests hold it to its weights. */
function savedWith(
  preprocessing: Readonly<Record<string, unknown>>,
): Partial<Pick<TrainingRecord, 'calibration' | 'lowestRate'>> {
  const { calibration, lowestRate } = preprocessing;
  const fit = fitShape(calibration, calibrationShape);
  return {
    ...('value' in fit && { calibration: fit.value }),
    ...(typeof lowestRate === 'number' && { lowestRate }),
  };
}

/** Loads a trained model of a run; see {@link openSaved}. */
export async function openClassifier(
  model: Model,
  place: ModelOfRun,
  inputShape: readonly number[],
  context: LoadContext,
  known?: LoadedBackbone,
): Promise<OpenClassifier> {
  const training = await readTraining(model, place);
  const saved = { classifier: place.folder.classifier, record: training };
  const opened = await openSaved(model, saved, inputShape, context, known);
  return { ...opened, record: { ...training, ...opened.record } };
}

/**
 * Loads a classifier. A fine-tuned backbone comes from its own folder, any other one from where it came from for the
 * training.
 *
 * @param known That other backbone, where it is at hand.
 */
export async function openSaved(
  model: Model,
  { classifier, record: told }: SavedModel,
  inputShape: readonly number[],
  context: LoadContext,
  known?: LoadedBackbone,
): Promise<Omit<OpenClassifier, 'record'> & Pick<SavedModel, 'record'>> {
  const { backbone, head, labels, preprocessing } = await loadClassifier(classifier);
  const other = settingsOf('features', 'embeddings').find(
    (name) => name in preprocessing && !isDeepStrictEqual(preprocessing[name], context.settings[name]),
  );
  if (other !== undefined) {
    head.dispose();
    throw new SerError(
      `${model.name} in ${dirname(classifier)} was trained with ${other} ${JSON.stringify(preprocessing[other])}, as its classifier.json tells; run.json says ${JSON.stringify(context.settings[other])}. ` +
        'They are not of one run: bring back what belongs together, or train again.',
    );
  }
  const record = { ...told, ...savedWith(preprocessing) };
  if (backbone === null) {
    try {
      const { head: own, ...apart } = await model.takeApart(head, inputShape, context.settings);
      return { record, head: own, labels, loaded: { ...apart, source: record.weights } };
    } finally {
      head.dispose();
    }
  }
  const loaded = known ?? (await model.load(inputShape, record.weights, context));
  if (backbone.fingerprint === loaded.fingerprint) return { record, head, labels, loaded };
  head.dispose();
  throw new SerError(
    `${model.name} was trained on another backbone than the one at hand (${loaded.source} weights): ` +
      'the weights file or the version of @ser/models has changed. Train it again, or name the weights: --weights KIND|PATH.',
  );
}
