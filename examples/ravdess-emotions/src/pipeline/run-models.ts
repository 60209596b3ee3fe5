import type { Problem } from '../features/compute-features.ts';
import { imageShape } from '../features/feature-image.ts';
import type { ModelName } from '../models.ts';
import { type ModelFolder, type RunFolder, readConfiguration } from '../run-folder.ts';
import { freezeOption } from '../training/freeze-option.ts';
import { caveatOf } from './caveat.ts';
import { type EmbeddedCorpus, embedCorpus, loadBackbone, type Part } from './embed-corpus.ts';
import type { Engines } from './engines.ts';
import { type Evaluation, evaluateModel } from './evaluate-model.ts';
import { openClassifier } from './open-classifier.ts';
import { type PipelineContext, prepare } from './prepare.ts';
import { startRun } from './start-run.ts';
import { type TrainingRecord, trainModel } from './train-model.ts';

const PARTS: readonly Part[] = ['train', 'validation', 'test'];

/** A model that is trained, now or before. */
export interface TrainedModel {
  readonly model: ModelName;
  readonly folder: ModelFolder;
  readonly record: TrainingRecord;
  /** Which fold of a cross-validation, from 0; null for a run of one split. */
  readonly fold: number | null;
}

/** A model that is evaluated: on one test part, or on the test parts of all folds together. */
export interface EvaluatedModel {
  readonly model: ModelName;
  readonly folder: ModelFolder;
  readonly evaluation: Evaluation;
  /** What has to stand beside the figures. */
  readonly caveat: string;
  /** Which fold of a cross-validation, from 0; null for a run of one split and for all folds pooled. */
  readonly fold: number | null;
}

/** What {@link runModels} is asked for. */
export interface RunModelsOptions {
  readonly models: readonly ModelName[];
  readonly folder: RunFolder;
  readonly engines: Engines;
  /** What `--weights` asks for; an evaluation without training takes the weights of each training. */
  readonly weights: string | undefined;
  /** Trains models, tests models, or both, model by model. */
  readonly steps: { readonly train: boolean; readonly evaluate: boolean };
  readonly onTrained?: (trained: TrainedModel) => void;
  readonly onEvaluated?: (evaluated: EvaluatedModel) => void;
}

/** What came out of a run. */
export interface RunModelsResult {
  readonly synthetic: boolean;
  /** Files that were left out, and why. */
  readonly problems: readonly Problem[];
  readonly trained: readonly TrainedModel[];
  readonly evaluated: readonly EvaluatedModel[];
}

/** Trains and tests models on one corpus: everything between the settings and the run folder, whatever is done already is reused. */
export async function runModels(context: PipelineContext, options: RunModelsOptions): Promise<RunModelsResult> {
  const { models, folder, engines, steps } = options;
  // A layer that a model does not have is a mistake to hear of before hours of work.
  for (const model of models) freezeOption(model, context.settings.train);
  const prepared = await prepare(context);
  const { synthetic } = steps.train
    ? await startRun(folder, prepared, engines, options.weights, context)
    : await readConfiguration(folder);
  if (!steps.train) await context.stages.open(folder, prepared.identity);
  const shape = imageShape({ data: new Float32Array(), shape: prepared.index.shape }, context.settings);
  const trained: TrainedModel[] = [];
  const evaluated: EvaluatedModel[] = [];
  for (const model of models) {
    const own = folder.of(model);
    let embedded: EmbeddedCorpus | undefined;
    if (steps.train) {
      const loaded = await loadBackbone(model, shape, options.weights, context);
      embedded = await embedCorpus(model, prepared, PARTS, { loaded, engine: engines.engine }, context);
      const record = await trainModel(model, { prepared, embedded, folder: own, engines, synthetic }, context);
      trained.push({ model, folder: own, record, fold: null });
      options.onTrained?.(trained.at(-1)!);
    }
    if (steps.evaluate) {
      const stage = context.stages.start('evaluation', model);
      const opened = await openClassifier(model, own, shape, context, embedded?.loaded);
      try {
        const { validation } = context.settings;
        const caveat = caveatOf({ synthetic, weights: [opened.record.weights], validation });
        const given = { folder: own, engine: engines.engine, caveat, embedded };
        const evaluation = await evaluateModel(model, prepared, opened, given, context);
        const items = prepared.test.length;
        await stage.end({ items, computed: items, of: evaluation.scores });
        evaluated.push({ model, folder: own, evaluation, caveat, fold: null });
        options.onEvaluated?.(evaluated.at(-1)!);
      } finally {
        opened.head.dispose();
      }
    }
  }
  return { synthetic, problems: prepared.problems, trained, evaluated };
}
