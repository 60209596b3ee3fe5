import { PARTS } from '../corpus/clip.ts';
import { imageShape } from '../features/feature-image.ts';
import type { ModelName } from '../models.ts';
import { type RunFolder, readConfiguration } from '../run-folder.ts';
import { isLeftOut } from '../training/freeze-option.ts';
import { caveatOf } from './caveat.ts';
import { type EmbeddedCorpus, embedCorpus, type LoadedBackbone, loadBackbone } from './embed-corpus.ts';
import type { Engines } from './engines.ts';
import { type Evaluation, evaluateModel } from './evaluate-model.ts';
import { openClassifier } from './open-classifier.ts';
import type { PipelineContext, Prepared } from './prepare.ts';
import { type TrainingRecord, trainModel } from './train-model.ts';

/** A corpus split one way, with the folder for what comes of it. */
export interface Split {
  /** Which fold of a cross-validation, from 0; null where there is one split. */
  readonly fold: number | null;
  readonly context: PipelineContext;
  readonly prepared: Prepared;
  readonly folder: RunFolder;
  /** True for the demo corpus. */
  readonly synthetic: boolean;
}

/** What is done with a model on a split. */
export interface Work {
  readonly engines: Engines;
  readonly weights: string | undefined;
  readonly steps: { readonly train: boolean; readonly evaluate: boolean };
}

/** What came out of it. */
export interface Outcome {
  readonly record: TrainingRecord;
  readonly caveat: string;
  /** Null where nothing was to be evaluated. */
  readonly evaluation: Evaluation | null;
  /** The frozen backbone, for the next split. */
  readonly backbone: LoadedBackbone | undefined;
}

/** Trains a model on one split, tests it there, or both. */
export async function runOnSplit(
  model: ModelName,
  { context, prepared, folder, synthetic }: Split,
  { engines, weights, steps }: Work,
  known: LoadedBackbone | undefined,
): Promise<Outcome> {
  const own = folder.of(model);
  const shape = imageShape({ data: new Float32Array(), shape: prepared.index.shape }, context.settings);
  let backbone = known;
  let embedded: EmbeddedCorpus | undefined;
  let record: TrainingRecord | undefined;
  if (steps.train) {
    backbone ??= await loadBackbone(model, shape, weights, context);
    embedded = await embedCorpus(model, prepared, PARTS, { loaded: backbone, engine: engines.engine }, context);
    record = await trainModel(model, { prepared, embedded, folder: own, engines, synthetic }, context);
  }
  // An evaluation may run on another back end than the training did.
  const caveatFor = ({ weights: source, backend: trainedOn }: TrainingRecord): string =>
    caveatOf({
      synthetic,
      weights: [source],
      validation: context.settings.validation,
      headOnly: isLeftOut(context.settings, trainedOn),
    });
  if (!steps.evaluate) return { record: record!, caveat: caveatFor(record!), evaluation: null, backbone };

  const { identity } = await readConfiguration(folder);
  const stage = context.stages.start('evaluation', model);
  const opened = await openClassifier(model, { folder: own, identity }, shape, context, backbone);
  try {
    const caveat = caveatFor(opened.record);
    const evaluation = await evaluateModel(
      model,
      prepared,
      opened,
      { folder: own, engine: engines.engine, caveat, embedded },
      context,
    );
    const items = prepared.test.length;
    await stage.end({ items, computed: items, of: evaluation.scores });
    if (!opened.record.fineTuning) backbone = opened.loaded;
    return { record: opened.record, caveat, evaluation, backbone };
  } finally {
    opened.head.dispose();
  }
}
